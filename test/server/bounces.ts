/** Reports about deliveries, as mail servers send them. */

export interface ReportOptions {
  /** `Message-ID` of the original, without angle brackets. */
  messageId: string;
  /** By default `failed`. */
  action?: string;
  status?: string;
}

const lines = (...some: readonly string[]) => Buffer.from(some.flatMap((line) => line.split('\n')).join('\r\n'));

const original = (messageId: string, body = 'Please let her go.') =>
  `Return-Path: <letters@group.example>\nFrom: Sok Dara <letters@group.example>\nTo: minister@ministry.example\nSubject: =?UTF-8?Q?Free_her?=\nMessage-ID: <${messageId}>\nContent-Type: text/plain; charset=utf-8\n\n${body}\n`;
const originalHeaders = (messageId: string) => original(messageId).split('\n\n')[0]!;

/** One of each kind of mail server. */
export const reports: Record<string, (options: ReportOptions) => Buffer> = {
  Postfix: ({ messageId, action = 'failed', status = '5.1.1' }) =>
    lines(
      `Return-Path: <>
Date: Fri, 20 Jul 2018 12:00:00 +0000 (UTC)
From: MAILER-DAEMON@mx.group.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: letters@group.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="8C4B.1532088000/mx.group.example"
Message-Id: <20180720120000.ABCDEF@mx.group.example>

This is a MIME-encapsulated message.

--8C4B.1532088000/mx.group.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--8C4B.1532088000/mx.group.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.group.example
X-Postfix-Queue-ID: 8C4B
Arrival-Date: Fri, 20 Jul 2018 11:59:59 +0000 (UTC)

Final-Recipient: rfc822; minister@ministry.example
Original-Recipient: rfc822;minister@ministry.example
Action: ${action}
Status: ${status}
Remote-MTA: dns; mail.ministry.example
Diagnostic-Code: smtp; 550 5.1.1 <minister@ministry.example>: Recipient address
    rejected: Action: relayed Status: 2.0.0

--8C4B.1532088000/mx.group.example
Content-Description: Undelivered Message
Content-Type: message/rfc822

${original(messageId)}
--8C4B.1532088000/mx.group.example--
`,
    ),

  Exim: ({ messageId, action = 'failed', status = '5.0.0' }) =>
    lines(
      `Return-path: <>
Received: from Debian-exim by mx.group.example with local (Exim 4.96) id 1abc-0001-XY
X-Failed-Recipients: minister@ministry.example
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mx.group.example>
To: letters@group.example
References: <${messageId}>
Content-Type: multipart/report; report-type=delivery-status; boundary=1532088000-eximdsn-1804289383
MIME-Version: 1.0
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1abc-0001-XY@mx.group.example>

--1532088000-eximdsn-1804289383
Content-type: text/plain; charset=us-ascii

This message was created automatically by mail delivery software.

--1532088000-eximdsn-1804289383
Content-type: message/delivery-status

Reporting-MTA: dns; mx.group.example

Action: ${action}
Final-Recipient: rfc822;minister@ministry.example
Status: ${status}
Remote-MTA: dns; mail.ministry.example

--1532088000-eximdsn-1804289383
Content-type: message/rfc822

${original(messageId)}
--1532088000-eximdsn-1804289383--
`,
    ),

  Exchange: ({ messageId, action = 'failed', status = '5.1.10' }) =>
    lines(
      `From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@ministry.example>
To: <letters@group.example>
Date: Fri, 20 Jul 2018 12:00:00 +0000
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="f1c2_=_"
Content-Language: en-US
Message-ID: <f1c2@ministry.example>
In-Reply-To: <${messageId}>
Subject: Undeliverable: Free her
Auto-Submitted: auto-replied
MIME-Version: 1.0

--f1c2_=_
Content-Type: multipart/alternative; differences=Content-Type;
\tboundary="a1b2_=_"

--a1b2_=_
Content-Type: text/plain; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

Delivery has failed to these recipients or groups:

--a1b2_=_
Content-Type: text/html; charset="us-ascii"

<html><body>Delivery has failed</body></html>

--a1b2_=_--

--f1c2_=_
Content-Type: message/delivery-status

Reporting-MTA: dns;EX01.ministry.example
Received-From-MTA: dns;mx.group.example
Arrival-Date: Fri, 20 Jul 2018 11:59:59 +0000

Final-Recipient: rfc822;minister@ministry.example
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup
X-Display-Name: minister@ministry.example

--f1c2_=_
Content-Type: message/rfc822

Received: from mx.group.example (192.0.2.1) by EX01.ministry.example (10.0.0.1)
${original(messageId)}
--f1c2_=_--
`,
    ),

  Gmail: ({ messageId, action = 'failed', status = '5.1.1' }) =>
    lines(
      `Received: by 2002:a05 with SMTP id x1; Fri, 20 Jul 2018 05:00:00 -0700 (PDT)
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
To: letters@group.example
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
References: <${messageId}>
In-Reply-To: <${messageId}>
Message-ID: <5b51.1c69fb81.0001.GMR@mx.google.com>
Content-Type: multipart/report; boundary="000000000000abcd"; report-type=delivery-status

--000000000000abcd
Content-Type: multipart/related; boundary="000000000000abce"

--000000000000abce
Content-Type: multipart/alternative; boundary="000000000000abcf"

--000000000000abcf
Content-Type: text/plain; charset="UTF-8"

** Address not found **

--000000000000abcf
Content-Type: text/html; charset="UTF-8"

<html><body><img src="cid:icon.png">Address not found</body></html>

--000000000000abcf--
--000000000000abce
Content-Type: image/png; name="icon.png"
Content-Disposition: attachment; filename="icon.png"
Content-Transfer-Encoding: base64
Content-ID: <icon.png>

iVBORw0KGgo=
--000000000000abce--
--000000000000abcd
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com
Arrival-Date: Fri, 20 Jul 2018 04:59:59 -0700 (PDT)

Final-Recipient: rfc822; minister@ministry.example
Action: ${action}
Status: ${status}
Remote-MTA: dns; gmail-smtp-in.l.google.com. (192.0.2.2, the server for the domain ministry.example.)
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.

--000000000000abcd
Content-Type: message/rfc822

${original(messageId)}
--000000000000abcd--
`,
    ),

  'Sendmail, which returns the headers only': ({ messageId, action = 'failed', status = '5.1.1' }) =>
    lines(
      `From: Mail Delivery Subsystem <MAILER-DAEMON@mail.ministry.example>
To: <letters@group.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="w6K1.1532088000/mail.ministry.example"
Subject: Returned mail: see transcript for details
Auto-Submitted: auto-generated (failure)

--w6K1.1532088000/mail.ministry.example

The original message was received at Fri, 20 Jul 2018 11:59:59 GMT

--w6K1.1532088000/mail.ministry.example
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.ministry.example

Final-Recipient: RFC822; minister@ministry.example
Action: ${action}
Status: ${status}

--w6K1.1532088000/mail.ministry.example
Content-Type: text/rfc822-headers

${originalHeaders(messageId)}

--w6K1.1532088000/mail.ministry.example--
`,
    ),
};

/** Of an address in another script, RFC 6533. */
export const createUtf8Report = (options: ReportOptions): Buffer =>
  Buffer.from(reports['Postfix']!(options).toString().replaceAll('message/delivery-status', 'message/global-delivery-status').replace('message/rfc822', 'message/global').replaceAll('minister@', 'រដ្ឋមន្ត្រី@'));

/** Of Exim before version 4.90: no report, but the original as text. */
export const createOldEximBounce = ({ messageId }: ReportOptions): Buffer =>
  lines(`From: Mail Delivery System <Mailer-Daemon@mx.group.example>
To: letters@group.example
X-Failed-Recipients: minister@ministry.example
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1abc-0001-XY@mx.group.example>

This message was created automatically by mail delivery software.

------ This is a copy of the message, including all the headers. ------

${original(messageId)}
`);
