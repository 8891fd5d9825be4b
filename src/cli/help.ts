/** How it is called. */

export const help = `action-widgets check [--json] FILE…   checks campaign documents
action-widgets cards …                reads postcards and moves them on; see action-widgets cards --help
action-widgets serve                  runs the endpoint; its settings are environment variables, see the README
action-widgets --help | --version

check prints one line for each fault, as file:line:column: error or warning: what is wrong (at its JSON Pointer).
It ends with 0 if there is no error, 1 if there is one, 2 if it was called wrongly or a file can not be read.`;

export const cardsHelp = `action-widgets cards list [--campaign ID] [--person ID] [--stage STAGE] [--json]
                                      shows cards: their words, for whom, where they stand, whether they may be shown
action-widgets cards counts [--campaign ID] [--json]
                                      how many stand where, for each person
action-widgets cards approve CARD…    you have read these: they may be printed, and shown where the sender allowed it
action-widgets cards decline CARD…    you have read these: they go no further, and are not shown
action-widgets cards printed --from LIST
                                      these are on paper: the cards of a list that you have kept, and no others
action-widgets cards delivered [--day DAY] [--place TEXT] --from LIST
                                      these have been handed over; DAY is today, TEXT where the person is held,
                                      unless you say so
action-widgets cards paper --campaign ID --person ID --batch NAME [--count N] [--day DAY]
                                      counts in N cards (1) that were written by hand and came in on DAY (today); NAME is
                                      yours, one for each pile
action-widgets cards undo [STEP] CARD…
                                      takes back approved, declined, printed or delivered; of a paper card also paper, that
                                      it was counted in; without STEP the last one

printed and delivered take CARD… as well, or --campaign ID and --person ID: then printed means all that are approved at that
moment, and delivered all that are printed, and paper cards that are approved. LIST is a file with what list or another of
these commands has printed, or with ids; - is standard input. undo takes --from LIST, too. STAGE is received, approved,
declined, printed, delivered or withdrawn (a paper card whose counting was undone). DAY is written as 2016-10-08.

received → approved → printed → delivered, or received → declined. A paper card has to be approved and needs no print. A
card that is delivered counts as printed, too. Every step is recorded with its time, and can be undone.

It works on the endpoint's database, also while the endpoint runs: DATA_DIR or DATABASE_URL says which, CAMPAIGNS_DIR where
the campaigns are. Each card is done by itself, or it is said why not. What is broken off can be called again: where a card
is so already, a batch is counted in, or a step is undone, it says so and does nothing twice.
It ends with 0 if all is as you wanted, 1 if something is not, 2 if it was called wrongly or the database can not be opened.`;

/** Called wrongly: the exit code is 2, and it is said how it is called. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** What is asked for is not there, or can not be opened: the exit code is 2. */
export class NotFoundError extends Error {
  override name = 'NotThere';
}
