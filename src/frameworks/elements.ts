/**
 * The elements in templates of React, Vue and Svelte. All types come from the classes. Published generators do not do: the one for
 * JSX refuses ref objects, the one for Vue knows neither `$emit` nor `timeZone`, and the one for Svelte writes the types of Svelte 4.
 */
import type { LitElement } from 'lit';
import type { ActionEventMap } from '../base/events.ts';
import type { ActionLetter, ActionProgress, CampaignUpdates, DetentionCounter, MessageWall, PostcardForm } from '../index.ts';

interface Entry<Element, Event extends keyof ActionEventMap = 'action-load' | 'action-error' | 'action-sent'> {
  element: Element;
  event: Event;
}

/** The class of each element, and the events that it dispatches. */
export interface Elements {
  /** A letter to the people who can decide, sent in the supporter's own name. */
  'action-letter': Entry<ActionLetter, keyof ActionEventMap>;
  /** A postcard to people in prison, with a choice of designs and a message on the back. */
  'postcard-form': Entry<PostcardForm, keyof ActionEventMap>;
  /** How many days someone has been held. */
  'detention-counter': Entry<DetentionCounter, 'action-load' | 'action-error' | 'action-sent' | 'action-share'>;
  /** Postcards that were reviewed and approved. */
  'message-wall': Entry<MessageWall>;
  /** The updates of a campaign. */
  'campaign-updates': Entry<CampaignUpdates>;
  /** How many people have taken part. */
  'action-progress': Entry<ActionProgress>;
}

export type Tag = keyof Elements;
export type ElementType<Name extends Tag> = Elements[Name]['element'];

/** The properties that a template may set, besides those of every HTML element. */
type PropertyName<Name extends Tag> = Exclude<keyof ElementType<Name>, keyof LitElement | 'state' | 'reload' | 'addStyles'> & string;

type KebabCase<Text extends string> = Text extends `${infer First}${infer Rest}`
  ? `${Lowercase<First>}${Rest extends Uncapitalize<Rest> ? '' : '-'}${KebabCase<Rest>}`
  : Text;

/** Values of attributes by property name: `timeZone`. */
export type Properties<Name extends Tag> = { [Property in PropertyName<Name>]?: ElementType<Name>[Property] | undefined };

/** Values by attribute name, `time-zone`, and event handlers, `onaction-sent`. */
export type Attributes<Name extends Tag> = {
  [Property in PropertyName<Name> as KebabCase<Property>]?: ElementType<Name>[Property] | undefined;
} & {
  [Type in Elements[Name]['event'] as `on${Type}`]?: ((event: ActionEventMap[Type]) => void) | undefined;
};
