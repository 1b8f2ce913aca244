import { formatNumber, searchKey } from '../domain/persian.ts';
import { agencyCodesOf, pathOf, type Topic } from '../domain/topic.ts';
import { controlsOf, type ChipPart, type Control, type EmptyPart } from '../http/parts.ts';
import { answerersWords } from '../wording/topics.ts';

/** The tree of topics, a branch under each topic that stands under none. */
export interface TopicListView {
  readonly search: Control;
  readonly filtered: boolean;
  readonly empty: EmptyPart;
  readonly branches: readonly {
    readonly id: string;
    readonly name: string;
    readonly count: string;
    readonly open: boolean;
    readonly rows: readonly {
      readonly id: string;
      readonly depth: number;
      readonly name: string;
      readonly aliases: string;
      readonly answerers: string;
      readonly chip: ChipPart | null;
      readonly edit: string;
      /** Null where nothing can stand under it: it is retired. */
      readonly add: string | null;
    }[];
  }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'topics/list': TopicListView;
  }
}

type Topics = ReadonlyMap<string, Topic>;

// What stands above a topic that is found is shown with it, so that its place in the tree is seen.
const foundIn = (topics: Topics, q: string): ReadonlySet<string> => {
  const words = searchKey(q).split(' ').filter(Boolean);
  const found = [...topics.keys()].filter((id) => {
    const text = searchKey(pathOf(topics, id).map(({ name, aliases }) => `${name} ${aliases ?? ''}`).join(' '));
    return words.every((word) => text.includes(word));
  });
  return new Set(found.flatMap((id) => pathOf(topics, id).map((one) => one.id)));
};

/** The whole tree, or what of it meets `q`; `roster` holds the codes of the agencies that stand, `open` the branch to be unfolded. */
export function topicListView(topics: Topics, roster: ReadonlySet<string>, { q, open }: { readonly q: string; readonly open: string }): TopicListView {
  const shown = q === '' ? null : foundIn(topics, q);
  const rows = [...topics.values()].filter(({ id }) => shown?.has(id) ?? true);
  const rowOf = (topic: Topic): TopicListView['branches'][number]['rows'][number] => {
    const codes = agencyCodesOf(topics, topic.id);
    const count = codes.length === 0 ? null : codes.filter((code) => roster.has(code)).length;
    return {
      id: topic.id,
      depth: pathOf(topics, topic.id).length - 1,
      name: topic.name,
      aliases: topic.aliases ?? '',
      answerers: answerersWords(count, topic.agencyCodes === null && topic.parentId !== null),
      chip: topic.retired ? { tone: 'plain', text: 'کنار گذاشته' } : count === 0 ? { tone: 'warning', text: 'بی دستگاه پاسخگو' } : null,
      edit: `/topics/${topic.id}`,
      add: topic.retired ? null : `/topics/new?parent=${topic.id}`,
    };
  };
  return {
    search: controlsOf({ typed: { q }, errors: {} }).field('q', 'جست‌وجوی موضوع', { type: 'search', max: 80 }),
    filtered: q !== '',
    empty: q === ''
      ? { icon: 'tag', text: 'هنوز موضوعی ثبت نشده است.', action: { href: '/topics/new', label: 'افزودن موضوع' } }
      : { icon: 'search', text: 'موضوعی با این نشانه‌ها نیست.', action: { href: '/topics', label: 'همهٔ موضوع‌ها' } },
    branches: rows.filter(({ parentId }) => parentId === null).map(({ id, name }) => {
      const within = rows.filter((one) => pathOf(topics, one.id)[0]?.id === id);
      return {
        id,
        name,
        count: within.length === 1 ? 'بی زیرموضوع' : `${formatNumber(within.length - 1)} زیرموضوع`,
        open: shown !== null || id === open,
        rows: within.map(rowOf),
      };
    }),
  };
}
