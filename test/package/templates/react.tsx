/** Compiled, never run: what React's JSX knows of the elements, and what it must refuse. */
import type { ActionLetter, Campaign } from 'action-widgets';
import type {} from 'action-widgets/react';
import type { RefObject } from 'react';

declare const campaign: Campaign;
declare const letter: RefObject<ActionLetter | null>;

export const right = (
  <>
    <action-letter
      ref={letter}
      src="/campaigns/a.json"
      lang="km"
      theme="dark"
      partner="a-partner"
      testing
      className="wide"
      style={{ '--action-accent': '#7a1f2b', display: 'block' }}
      onaction-sent={({ detail }) => console.error(detail.id, detail.replayed)}
    >
      <a href="/a/a">Write a letter</a>
    </action-letter>
    <postcard-form campaign={campaign} person="ny-sokha" onaction-submit={(event) => event.preventDefault()} />
    <detention-counter since="2016-04-28" time-zone="Asia/Phnom_Penh" name="Ny Sokha" unit="clock" onClick={() => {}} />
    <message-wall src="/campaigns/a.json" />
    <campaign-updates src="/campaigns/a.json" />
    <action-progress src="/campaigns/a.json" partner={null} />
  </>
);

export const wrong = [
  // @ts-expect-error -- there is no such theme
  <action-letter theme="pink" />,
  // @ts-expect-error -- nothing is sent from it
  <message-wall partner="a-partner" />,
  // @ts-expect-error -- a document has a version
  <postcard-form campaign={{ id: 'a' }} />,
  // @ts-expect-error -- there is no such unit
  <detention-counter unit="hours" />,
  // @ts-expect-error -- no event carries a word that was typed
  <action-letter onaction-sent={({ detail }) => console.error(detail.name)} />,
  // @ts-expect-error -- a reference to another element
  <action-progress ref={letter} />,
];
