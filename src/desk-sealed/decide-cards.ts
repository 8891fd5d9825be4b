/** The cards of an opened submission, and what is decided about them. A decision sends the id of a card; only publishing sends its text. */
import type { OpenedSubmission, SealedCard } from './open-sealed.ts';
import { fillTemplate, getElement } from './fill-template.ts';

type Action = 'approve' | 'decline' | 'undo' | 'publish' | 'unpublish';

const { cardsPath = '', publishPath = '', publishes } = getElement('sealed').dataset;

const isApproved = ({ stage }: SealedCard) => stage === 'approved' || stage === 'printed' || stage === 'delivered';

/** @returns what the wall would show; undefined if the card must not or cannot be published */
function getWallText({ submission: { postcard } }: OpenedSubmission): { text: string; from: string } | undefined {
  const { message, from = '', publish } = postcard ?? {};
  // Anybody can seal anything, so a value may be no text.
  const isText = typeof message === 'string' && message.trim() !== '' && typeof from === 'string';
  return publishes !== undefined && publish === true && isText ? { text: message, from } : undefined;
}

function canTake(action: Action, card: SealedCard, opened: OpenedSubmission): boolean {
  switch (action) {
    case 'approve':
    case 'decline':
      return card.stage === 'received';
    case 'undo':
      return card.stage === 'approved' || card.stage === 'declined';
    case 'publish':
      return (card.stage === 'received' || (isApproved(card) && !opened.published)) && getWallText(opened) !== undefined;
    case 'unpublish':
      return isApproved(card) && opened.published;
  }
}

/** Shows the cards of a submission. @param problem with the decision about one of them */
export function renderCards(list: Element, opened: OpenedSubmission, problem?: { card: SealedCard; text: string }): void {
  const items = opened.cards.map((card) => {
    const wall = isApproved(card) && opened.published ? ', on the wall' : '';
    const item = fillTemplate('card-template', { card: `Card ${card.id} to ${card.person}: ${card.stage}${wall}`, problem: problem?.card === card ? problem.text : '' });
    for (const button of item.querySelectorAll<HTMLButtonElement>('button')) {
      const action = button.dataset['action'] as Action;
      button.hidden = !canTake(action, card, opened);
      if (action === 'publish') button.textContent = card.stage === 'received' ? 'Approve and publish' : 'Publish';
      button.addEventListener('click', () => void decide(opened, card, action, button.dataset['reason']).then((text) => {
        renderCards(list, opened, { card, text });
        list.children[opened.cards.indexOf(card)]!.querySelector<HTMLElement>('button:not([hidden])')?.focus();
      }));
    }
    item.querySelector('details')!.hidden = card.stage !== 'received';
    return item;
  });
  list.replaceChildren(...items);
}

/** @returns what went wrong */
async function decide(opened: OpenedSubmission, card: SealedCard, action: Action, reason: string | undefined): Promise<string> {
  const isPublishing = action === 'publish' || action === 'unpublish';
  const body = new URLSearchParams({ id: card.id, version: String(card.version), action, ...(reason && { reason }), ...(action === 'publish' && getWallText(opened)) });
  try {
    // After a decision, the server redirects to the next card, which nobody needs here.
    const response = await fetch(isPublishing ? publishPath : cardsPath, { method: 'POST', body, redirect: 'manual' });
    if (response.type !== 'opaqueredirect' && response.status !== 204) return getProblem(response.status);
  } catch {
    return 'The server does not answer. Nothing was changed.';
  }
  if (action === 'unpublish') opened.published = false;
  else update(opened, card, action);
  return '';
}

function getProblem(status: number): string {
  if (status === 409) return 'Another moderator has changed this card in the meantime. Open the submissions again.';
  return status === 422 ? 'This cannot be done with this card. Nothing was changed.' : 'Nothing was changed. Are you still signed in?';
}

function update(opened: OpenedSubmission, card: SealedCard, action: Exclude<Action, 'unpublish'>): void {
  // To publish an approved card is no step of it.
  if (action !== 'publish' || card.stage === 'received') {
    card.version++;
    card.stage = action === 'decline' ? 'declined' : action === 'undo' ? 'received' : 'approved';
  }
  // The server takes a message off the wall that has no approved card.
  opened.published = (action === 'publish' || opened.published) && opened.cards.some(isApproved);
}
