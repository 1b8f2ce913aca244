import { setUp } from './enter.ts';
import { journey } from './journey.ts';
import { boardLeg } from './legs/board.ts';
import { draftLeg } from './legs/draft.ts';
import { groundLeg } from './legs/ground.ts';
import { pagesLeg } from './legs/pages.ts';
import { paperLeg } from './legs/paper.ts';
import { peopleLeg } from './legs/people.ts';
import { phoneLeg } from './legs/phone.ts';
import { publicationLeg } from './legs/publication.ts';

journey('The whole way, from the set-up link to the second version', (ground) => {
  it('sets up with the example of Isfahan 1399', () => setUp(ground, 'example'));
  peopleLeg(ground);
  groundLeg(ground);
  draftLeg(ground);
  boardLeg(ground);
  phoneLeg(ground);
  publicationLeg(ground);
  paperLeg(ground);
  pagesLeg(ground);
});
