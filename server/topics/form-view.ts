import { SECTOR_CODES, type Agency } from '../domain/agency.ts';
import { formatNumber, searchKey } from '../domain/persian.ts';
import { isUnderItself, topicPath, type Topic } from '../domain/topic.ts';
import { freshForm, type FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, optionsOf, type CheckPart, type Control, type CrumbsPart, type CsrfPart, type ErrorSummaryPart, type PostPart } from '../http/parts.ts';
import { SECTORS } from '../wording/agencies.ts';
import { ANSWERERS } from '../wording/topics.ts';

/** The form of one topic: its name and place, and the agencies that answer for it. */
export interface TopicFormView {
  readonly crumbs: CrumbsPart;
  readonly action: string;
  readonly submit: string;
  readonly csrf: CsrfPart;
  readonly summary: ErrorSummaryPart;
  readonly problem: string | null;
  readonly retired: string | null;
  /** What travels with the form: the state it was read in, and codes of agencies that are not on this office's roster. */
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly controls: readonly Control[];
  readonly answerers: Control;
  readonly sectors: readonly { readonly name: string; readonly chosen: string; readonly open: boolean; readonly agencies: readonly CheckPart[] }[];
  readonly step: PostPart | null;
}

declare module '../http/pages.ts' {
  interface Pages {
    'topics/edit': TopicFormView;
  }
}

export type TopicAgency = Pick<Agency, 'code' | 'shortName' | 'sector'>;

/** The form of a new topic under `parentId`: what stands above it answers for it, where something does. */
export const blankTopic = (parentId: string | null): FormState => freshForm({ parentId: parentId ?? '', answerers: parentId === null ? 'any' : 'parent' });

/** The form of a topic as it stands. */
export const typedTopic = ({ parentId, name, aliases, agencyCodes, rev }: Topic): FormState =>
  freshForm({
    parentId: parentId ?? '', name, aliases: aliases ?? '', seen: String(rev),
    answerers: agencyCodes === null ? 'parent' : agencyCodes.length === 0 ? 'any' : 'chosen', agency: agencyCodes?.join('\n') ?? '',
  });

const stepOf = (topic: Topic, csrf: CsrfPart): PostPart => {
  const here = { csrf, fields: [{ name: 'seen', value: String(topic.rev) }] };
  return topic.retired
    ? { ...here, action: `/topics/${topic.id}/back`, label: 'بازگرداندن موضوع', icon: 'undo-2' }
    : { ...here, action: `/topics/${topic.id}/retire`, label: 'کنار گذاشتن موضوع', look: 'danger', icon: 'trash-2', confirm: `«${topic.name}» دیگر برای برگزیدن نشان داده نشود؟ آنچه با این موضوع ثبت شده است می‌ماند.` };
};

/** A topic's form; `topic` is null for a new one, `csrf` makes a fresh pair for each form of the page. */
export function topicFormView(
  form: FormState,
  topic: Topic | null,
  { topics, agencies, csrf }: { readonly topics: ReadonlyMap<string, Topic>; readonly agencies: readonly TopicAgency[]; readonly csrf: () => CsrfPart },
): TopicFormView {
  const control = controlsOf(form);
  const ticked = new Set((form.typed['agency'] ?? '').split('\n').filter(Boolean));
  const parents = [...topics.values()].filter((one) => !one.retired || one.id === topic?.parentId).filter((one) => topic === null || !isUnderItself(topics, topic.id, one.id));
  const foreign = [...ticked].filter((code) => !agencies.some((agency) => agency.code === code));
  return {
    crumbs: { trail: [{ label: 'موضوع‌ها', href: '/topics' }, { label: topic === null ? 'موضوع تازه' : topicPath(topics, topic.id), href: null }] },
    action: topic === null ? '/topics/new' : `/topics/${topic.id}`,
    submit: topic === null ? 'افزودن موضوع' : 'ذخیره',
    csrf: csrf(),
    ...errorsOf(form),
    retired: topic?.retired === true ? 'این موضوع کنار گذاشته شده است و برای برگزیدن نشان داده نمی‌شود.' : null,
    hidden: [...(topic === null ? [] : [{ name: 'seen', value: form.typed['seen'] ?? '' }]), ...foreign.map((value) => ({ name: 'agency', value }))],
    controls: [
      control.field('name', 'نام موضوع', { required: true, max: 60 }),
      control.combobox('parentId', 'شاخهٔ بالاتر', parents.map(({ id, aliases }) => ({ id, label: topicPath(topics, id), search: searchKey(aliases ?? '') })), { empty: 'هیچ‌کدام؛ خودش یک شاخه است' }),
      control.field('aliases', 'نام‌های دیگر', { max: 400, wide: true, hint: 'آنچه مردم پای تلفن می‌گویند، با «،» جدا؛ در جست‌وجو یافت می‌شود.' }),
    ],
    answerers: control.choice('answerers', 'دستگاه پاسخگو', optionsOf(ANSWERERS).map((one) => (one.value === 'chosen' ? { ...one, hint: 'این موضوع تنها به صف همین دستگاه‌ها می‌رود.' } : one)), { look: 'list', required: true }),
    sectors: SECTOR_CODES.flatMap((sector) => {
      const within = agencies.filter((agency) => agency.sector === sector);
      if (within.length === 0) return [];
      const chosen = within.filter(({ code }) => ticked.has(code)).length;
      return [{
        name: SECTORS[sector],
        chosen: chosen === 0 ? '' : `${formatNumber(chosen)} برگزیده`,
        open: chosen > 0,
        agencies: within.map(({ code, shortName }) => ({ name: 'agency', id: `f-agency-${code}`, value: code, label: shortName, checked: ticked.has(code) })),
      }];
    }),
    step: topic === null ? null : stepOf(topic, csrf()),
  };
}
