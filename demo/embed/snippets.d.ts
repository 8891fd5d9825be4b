/** What somebody has chosen to put on a page. */
export interface Choice {
  /** Its origin. */
  endpoint: string;
  /** Of the campaign. */
  id: string;
  /** Of the campaign, in that language: the words of the link. */
  title: string;
  element: string;
  /** How many of them there are, whose days are counted. */
  people?: number | undefined;
  /** Whether the campaign takes letters and cards. */
  both?: boolean | undefined;
  /** Where it is not that of the page around it. */
  lang?: string | undefined;
  partner?: string | undefined;
  /** Where the page around it has another than the reader. */
  theme?: string | undefined;
  /** The files that never change, with the hash of each, as `integrity.json` has them. */
  pinned?: { version: string; files: Record<string, string> } | undefined;
}

export interface Way {
  name: string;
  /** Which elements it can show. */
  takes: string[];
  /** Whether a script of ours is part of it. */
  loads?: boolean;
  code: (choice: Choice) => string;
}

export const ways: Record<string, Way>;
