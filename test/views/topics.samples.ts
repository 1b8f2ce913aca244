import { inTreeOrder, type Topic } from '../../server/domain/topic.ts';
import { withError } from '../../server/http/forms.ts';
import type { Pages } from '../../server/http/pages.ts';
import { blankTopic, topicFormView, typedTopic, type TopicAgency } from '../../server/topics/form-view.ts';
import { topicListView } from '../../server/topics/view.ts';

const topic = (id: string, parentId: string | null, name: string, more: Partial<Topic> = {}): Topic => ({
  id, parentId, name, aliases: null, agencyCodes: null, place: 0, retired: false, rev: 1, ...more,
});
const water = topic('water', null, 'آب و فاضلاب', { agencyCodes: ['water-sewage', 'elsewhere'], aliases: 'آبفا، اداره آب' });
const old = topic('old', 'water', 'کوپن', { retired: true, agencyCodes: ['gone'] });
const topics = new Map(inTreeOrder([
  water, old, topic('bill', 'water', 'قبض و اشتراک'), topic('objection', 'bill', 'اعتراض به قبض'), topic('office', null, 'اداره', { agencyCodes: [], place: 1 }),
  topic('lost', 'office', 'کارخانه', { agencyCodes: ['gone'] }),
]).map((one) => [one.id, one]));
const agencies: readonly TopicAgency[] = [
  { code: 'water-sewage', shortName: 'آب و فاضلاب', sector: 'infra' }, { code: 'gas', shortName: 'گاز', sector: 'infra' }, { code: 'mui', shortName: 'علوم پزشکی اصفهان', sector: 'health_welfare' },
];
const roster = new Set(agencies.map(({ code }) => code));
const facts = { topics, agencies, csrf: () => ({ token: 'token', key: 'key' }) };

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'topics/list': [topicListView(topics, roster, { q: '', open: 'water' }), topicListView(topics, roster, { q: 'اعتراض', open: '' }), topicListView(topics, roster, { q: 'زز', open: '' }), topicListView(new Map(), roster, { q: '', open: '' })],
  'topics/edit': [
    topicFormView(blankTopic(null), null, facts),
    topicFormView(blankTopic('water'), null, facts),
    topicFormView(typedTopic(water), water, facts),
    topicFormView(withError(withError(typedTopic(old), 'name', 'موضوعی با همین نام در همین شاخه هست.'), '_form', 'نشد.'), old, facts),
  ],
};
