/** The help texts. */

export const programName = 'action-widgets-server';

export const help = `Usage: ${programName} <command>

  check [--json] FILE…   check campaign documents
  check-page URL         say what of your campaigns is on a partner's page; see ${programName} check-page --help
  cards …                review postcards and record their progress; see ${programName} cards --help
  letters …              list, export and print letters; see ${programName} letters --help
  held …                 decide about submissions that are stored and not counted yet; see ${programName} held --help
  sealed …               make the key of a sealed campaign, and get what was sealed; see ${programName} sealed --help
  person …               find, export and erase what one person has sent; see ${programName} person --help
  retention --dry-run    show what the server will delete, and when; see ${programName} retention --help
  mail …                 see which letters were sent by email, and send them again; see ${programName} mail --help
  submissions …          take back a flood of submissions; see ${programName} submissions --help
  webhooks …             tell other programs what happens, and see whether it arrives; see ${programName} webhooks --help
  audit …                list what organisers have done; see ${programName} audit --help
  desk …                 invite people to the organiser's desk, and remove their accounts; see ${programName} desk --help
  serve [--demo]         run the server; its settings are environment variables, see the README
  --help, --version
  --actor NAME           who you are, for the audit log; by default the user of the operating system, or AUDIT_ACTOR

check prints one line for each problem: file:line:column: error or warning: message (at its JSON Pointer).
serve --demo serves the demo's campaigns if CAMPAIGNS_DIR is not set. Other commands never use these: they know the campaigns of
CAMPAIGNS_DIR and of the desk.

Exit codes: 0 success, 1 errors in a document or the server could not start, 2 usage error or unreadable file.`;

export const cardsHelp = `Usage: ${programName} cards <command>

  list [--campaign ID] [--person ID] [--stage STAGE] [--json]
      show cards: text, person, stage, and whether they may be published
  counts [--campaign ID] [--json]
      count the cards of each person at each stage
  approve CARD…
      you have read these cards: they may be printed, and published if the sender agreed
  decline [--reason REASON] [--note TEXT] CARD…
      you have read these cards: they are neither printed nor published. REASON is harm (it could harm the person), insult, recipient
      (it is not for this person), spam, or other, with TEXT, at most 200 characters and without names
  print --output FILE CARD…
      write approved cards to FILE, .html or .pdf: for each person a list to tear off, then A4 sheets with four cards, front and
      back. .pdf needs Chromium on this machine. Nothing is marked as printed
  batch create --campaign ID --person ID | --place PLACE
      put approved cards of one person, or of all who are held at PLACE, into a batch, and print its id: at most 200, each of
      which is in no other batch
  batch list [--campaign ID] [--json]
  batch print BATCH --output FILE
      print the cards of a batch to FILE, as above
  batch delivered BATCH [--day DAY] [--place TEXT]
  batch printed|undo|cancel BATCH
      mark the cards of a batch as delivered, or as on paper; undo the latest of that; or give the cards back
  printed --from LIST
      these cards are on paper: exactly the cards of a list that you saved
  delivered [--day DAY] [--place TEXT] --from LIST
      these cards have been delivered; by default today, where the person is held
  paper --campaign ID --person ID --batch NAME [--count N] [--day DAY]
      register N handwritten cards (default 1) that arrived on DAY (default today); choose a NAME for each pile
  undo [STEP] CARD…
      undo approved, declined, printed or delivered, or the registration of a paper card (paper); by default the latest step
  export --campaign ID --format csv|jsonl|osdi|osdi-people [--for contact] [--output FILE] [--force]
      write all cards of a campaign with their senders to a file; see ${programName} letters --help

print, printed and delivered also accept CARD…, --from LIST, or --campaign ID and --person ID: print and printed then mean all cards
that are approved at that moment, and delivered all cards that are printed, and paper cards that are approved. LIST is a file with
the output of list or another of these commands, or with ids; - is standard input. undo accepts --from LIST as well. STAGE is received,
approved, declined, printed, delivered or withdrawn (a paper card whose registration was undone). DAY is written as 2016-10-08.

received → approved → printed → delivered, or received → declined. A paper card must be approved but is not printed. A card
that is delivered also counts as printed. Every step is recorded with its time, and can be undone.

These commands use the server's database, and can run while the server runs: set DATA_DIR or DATABASE_URL to its database,
and CAMPAIGNS_DIR to its campaigns. All commands are idempotent: if one was interrupted, run it again. It reports what was
already done and repeats nothing.

Exit codes: 0 success, 1 some cards could not be updated, 2 usage error or database unavailable.`;

export const lettersHelp = `Usage: ${programName} letters <command>

  list CAMPAIGN
      show each letter on one line: from whom, to whom, and its subject
  export CAMPAIGN --format csv|jsonl|osdi|osdi-people [--for contact] [--output FILE] [--force]
      write all letters of a campaign with their senders to FILE, which must be new unless you --force; - is standard output
  pack CAMPAIGN [--names] [--output FILE] [--force]
      write a document for the printer: a title page with the number, and all letters, or the names of the senders by country

csv is for spreadsheets: a value that begins like a formula gets an apostrophe before it. jsonl has each record as it is stored, one
on a line. osdi and osdi-people are for Action Network and others: one letter with its sender, or one sender, on a line. --for contact
and both OSDI formats leave out everyone who has not said yes to a question with "purpose": "contact", tests, and what is held.

What is received after the start is left out. Only you can read the file. It contains personal data, and is not deleted with the
server's copy: delete it on the day that the form promises. Every export is recorded; see ${programName} audit --help.

These commands use the server's database, and can run while the server runs: set DATA_DIR or DATABASE_URL to its database,
and CAMPAIGNS_DIR to its campaigns.

Exit codes: 0 success, 1 not everything was written, 2 usage error, file exists or database unavailable.`;

export const heldHelp = `Usage: ${programName} held <command>

  list [--campaign ID] [--json]
      show what is held: text, recipients, and why
  release SUBMISSION…
      count these submissions and add their cards, as if they had arrived in time
  decline SUBMISSION…
      leave these submissions uncounted; until their text is deleted, they can still be released

release and decline also accept --campaign ID instead: all submissions of the campaign that are held and not declined.

A submission is held if it waited on a supporter's device and arrived after the campaign had closed or changed (late), or if
its sender sent more than the limits allow (flood). It is stored, and not counted. A declined one stays in the list.

These commands use the server's database, and can run while the server runs: set DATA_DIR or DATABASE_URL to its database,
and CAMPAIGNS_DIR to its campaigns. If it sends letters by email, set SMTP_URL, MAIL_FROM and PUBLIC_URL as well: otherwise the
letters that you release are not sent. All commands are idempotent: if one was interrupted, run it again.

Exit codes: 0 success, 1 some submissions could not be updated, 2 usage error or database unavailable.`;

export const sealedHelp = `Usage: ${programName} sealed <command>

  create-key FILE
      make an age key: the secret key in FILE, which must be new, and the public key on standard output; run it on your own computer
  export --campaign ID --out FOLDER
      write each sealed submission to FOLDER as an age file, and what the server can read of them to index.json

In a sealed campaign ("seal" in its document), the page encrypts what supporters enter with your public key. Open the exported
files on your own computer, where the secret key is: age -d -i FILE submission.age

export uses the server's database, and can run while the server runs: set DATA_DIR or DATABASE_URL to its database, and
CAMPAIGNS_DIR to its campaigns. It can be repeated. What you have exported is not deleted with the server's copy: delete it on the
day that the form promises.

Exit codes: 0 success, 2 usage error, file not written or database unavailable.`;

export const auditHelp = `Usage: ${programName} audit <command>

  list [--campaign ID] [--json]
      list what organisers have done on the desk and with commands: sign-ins, accounts, campaigns, webhooks, cards, held and other
      submissions, letters by email, erasures and exports: when, by whom, with which command, and how many

Each change is recorded in its own transaction, with the ids that the lists show. The log has no personal data of
supporters, and is kept. It names the user of the operating system; on a shared account, use --actor NAME or set AUDIT_ACTOR.

This command uses the server's database: set DATA_DIR or DATABASE_URL to it.

Exit codes: 0 success, 2 usage error or database unavailable.`;

export const deskHelp = `Usage: ${programName} desk <command>

  invite --role ROLE [--name NAME]
      print a link with which NAME signs in to the desk, once, within a day; by default, NAME is the role
  accounts
      list who may use the desk
  remove NAME
      remove an account, and sign it out

ROLE is reader (sees what came in), moderator (also decides about it) or owner (also invites others). An account that exists gets
another link. NAME is the actor in the audit log: give each person a name of their own. Pass a link on only where nobody else reads it.

These commands use the server's database, and can run while the server runs: set DATA_DIR or DATABASE_URL to its database, and
PUBLIC_URL, or HOST and PORT, as for the server.

Exit codes: 0 success, 2 usage error, unknown account or database unavailable.`;

export const submissionsHelp = `Usage: ${programName} submissions <command>

  withdraw --campaign ID [--partner NAME] [--origin ORIGIN] [--from TIME] [--to TIME] [--dry-run]
      take these submissions out of the counts, their cards out of the piles and their messages off the wall
  restore WITHDRAWAL
      undo that
  withdrawals
      list what has been taken back

withdraw needs at least one condition beside the campaign, and takes back what meets all of them, also what is held. --dry-run
only counts. ORIGIN is the site of the page, such as https://partner.example, as the submission names it. TIME is a time such
as 2016-10-08T18:30:00Z, or a day such as 2016-10-08, which begins at midnight UTC; --from includes it, --to ends before it. By
default, --to is now.

What is taken back stays stored until its day of deletion, so that it can be restored. Its sender gets no message. Supporters
can submit meanwhile. If a command was interrupted, run it again.

These commands use the server's database, and can run while the server runs: set DATA_DIR or DATABASE_URL to its database,
and CAMPAIGNS_DIR to its campaigns.

Exit codes: 0 success, 2 usage error, unknown withdrawal or database unavailable.`;

export const mailHelp = `Usage: ${programName} mail <command>

  status [--campaign ID] [--json]
      count the letters that are sent by email: waiting, sent, failed, bounced, cancelled; and the emails of the last days that ask for a
      confirmation: limited is one too many to an address
  list [--campaign ID] [--state STATE] [--json]
      list them: target, state, and why the last try failed
  retry EMAIL…
      queue these failed or bounced emails again
  bounce EMAIL…
      these emails have come back to the sender's address: EMAIL is the id, or the Message-ID that the returned message quotes
  read-bounces FILE…
      read messages that mail servers have sent back, and mark the letters that they are about; - is standard input, for a mail server
      that pipes them into this command. Anything else is ignored. docs/mail.md says how to set that up

retry also accepts --campaign ID instead: all failed emails of the campaign.

The server sends the letters of campaigns with "delivery": "email" that arrive while SMTP_URL is set: one email for each target, at most MAIL_LIMIT
in a minute. It tries again for five days if the mail server cannot be reached or asks to wait. An email that the mail server
refuses has failed. If the text is deleted before, it is cancelled.

These commands use the server's database, and can run while the server runs: set DATA_DIR or DATABASE_URL to its database.

Exit codes: 0 success, 1 some emails could not be changed, 2 usage error or database unavailable; read-bounces: 75 if the database is
unavailable, so that the mail server tries again.`;

export const webhooksHelp = `Usage: ${programName} webhooks <command>

  add URL [--campaign ID] [--events EVENT,…]
      send messages to URL; by default about all campaigns and all events. Prints the id of the webhook and its secret
  status [--json]
      list the webhooks, how many messages wait, were sent and have failed, and the last problem
  list [WEBHOOK] [--state STATE] [--json]
      list the messages of the last 30 days: waiting, sent, failed or cancelled
  test WEBHOOK
      send a message of the type test
  retry WEBHOOK [MESSAGE…]
      send messages that have failed, or wait for another try, at once; by default all of them
  rotate WEBHOOK
      print a new secret; for a day, messages are signed with both
  disable WEBHOOK, enable WEBHOOK
      stop sending, and start again with what was waiting; what happens in between is not sent
  remove WEBHOOK
      forget it, and the messages to it

EVENT is submission.created, submission.erased or card.changed. The running server sends the messages, signed as Standard Webhooks
describes, and tries again for three days. docs/webhooks.md describes them. They contain personal data of supporters: add only receivers that may have it. With
this command, URL may be http:// and in your own network; on the desk it must be https:// and public.

These commands use the server's database, and can run while the server runs: set DATA_DIR or DATABASE_URL to its database,
and CAMPAIGNS_DIR to its campaigns.

Exit codes: 0 success, 1 some messages could not be changed, 2 usage error, unknown webhook or database unavailable.`;

export const personHelp = `Usage: ${programName} person <command> --email EMAIL | --name NAME | --id SUBMISSION [--campaign ID]

  find [--json]
      list what the person has sent
  export
      print everything that is stored of it as JSON: a file for a person who asks for their data
  erase --yes | --dry-run
      erase it, or list what would be erased

With several of --email, --name and --id, all must match. EMAIL is compared as forms store it, without regard to case; NAME is the
sender's name or the name on a card. What the server cannot read (sealed campaigns) can only be found by SUBMISSION, the id.

Erasing cannot be undone. It removes everything that says who the person is; an anonymous row stays, so that counts and replays
hold. docs/privacy.md says what SQLite, PostgreSQL and backups still hold, and for how long. What you have already printed,
delivered or exported is not changed.

These commands use the server's database, and can run while the server runs: set DATA_DIR or DATABASE_URL to its database.

Exit codes: 0 success, 1 nothing found, 2 usage error or database unavailable.`;

export const retentionHelp = `Usage: ${programName} retention --dry-run [--days N]

Shows for each campaign how many submissions lose their text on which of the next N days (default 30), by the promise that is
stored with each of them and by "retention" in today's documents. Nothing is deleted: the server does that every hour. A period
that was made shorter takes effect a day after the server has reported it.

Set DATA_DIR or DATABASE_URL to the server's database, and CAMPAIGNS_DIR to its campaigns.

Exit codes: 0 success, 2 usage error or database unavailable.`;

export const checkPageHelp = `Usage: ${programName} check-page [--json] URL

Fetches a partner's page and says which actions of your campaigns are on it, what is missing or was removed, what the page's security
policy forbids, and what to do. It needs no login, and does not run the page's scripts. It connects to the usual ports of public
addresses only.

It uses the campaigns of the server, and its address: set DATA_DIR or DATABASE_URL, CAMPAIGNS_DIR and PUBLIC_URL as for the server.

Exit codes: 0 no problem, 1 problems, 2 usage error or database unavailable.`;
