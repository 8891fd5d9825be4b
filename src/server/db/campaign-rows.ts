/** The tables of the campaigns that the desk edits. Instants are ISO 8601 in UTC with milliseconds. */

/** A campaign that the desk edits. Its documents are in its versions. */
export interface CampaignRow {
  id: string;
  /** The number of the newest version. */
  draft: number;
  /** The number of the version that is served; null while it is not published. */
  published: number | null;
  /** When a version was published last; null if none ever was. */
  published_at: string | null;
}

/** One save of a campaign. Rows are only ever added. */
export interface CampaignVersionRow {
  campaign: string;
  /** Counts from 1 for each campaign. */
  number: number;
  /** The document as JSON, as it was typed. */
  text: string;
  /** The name of the account. */
  author: string;
  saved_at: string;
}

/** An image that documents of a campaign can use. */
export interface CampaignImageRow {
  campaign: string;
  /** The name of the file: a hash of the bytes, so that the same address never has other bytes. */
  name: string;
  /** The text alternative that was entered with it. */
  alt: string;
  /** Its media type. */
  type: string;
  /** In pixels, like `height`. */
  width: number;
  height: number;
  /** In bytes. */
  size: number;
  added_at: string;
  bytes: Uint8Array<ArrayBuffer>;
}
