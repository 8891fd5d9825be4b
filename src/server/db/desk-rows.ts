/** The tables of the desk's accounts, as the queries see them. */

/** What an account of the desk may do. Each role may do what the ones before it may. */
export const deskRoles = ['reader', 'moderator', 'owner'] as const;
export type DeskRole = (typeof deskRoles)[number];

/** Someone who may use the organiser's desk. */
export interface DeskAccountRow {
  /** Also the actor in the audit log. */
  name: string;
  role: DeskRole;
  /** ISO 8601 in UTC with milliseconds. */
  created_at: string;
  /** In the same format; null before the first time. */
  signed_in_at: string | null;
}

/** A link that signs in once, a session, or a challenge for a passkey. Its secret is not stored. */
export interface DeskKeyRow {
  /** SHA-256 of the secret. */
  digest: string;
  /** The name of the account; empty for a challenge that anyone may answer. */
  account: string;
  /** ISO 8601 in UTC with milliseconds. */
  expires_at: string;
}

/** A passkey, with which an account signs in. */
export interface PasskeyRow {
  /** The id of the credential, as base64url. */
  id: string;
  /** The name of the account. */
  account: string;
  /** A COSE key, as base64url. */
  public_key: string;
  /** How often the device says that it was used; always 0 if it does not count. */
  counter: number;
  /** JSON: how a browser reaches the device. */
  transports: string;
  /** What its owner calls it. */
  name: string;
  /** ISO 8601 in UTC with milliseconds. */
  created_at: string;
  /** In the same format; null before the first time. */
  last_used_at: string | null;
}
