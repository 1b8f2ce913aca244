import { setUp } from './enter.ts';
import { journey } from './journey.ts';
import { groundLeg } from './legs/ground.ts';
import { peopleLeg } from './legs/people.ts';

journey('The whole way, from the set-up link to the second version', (ground) => {
  it('sets up with the example of Isfahan 1399', () => setUp(ground, 'example'));
  peopleLeg(ground);
  groundLeg(ground);
});
