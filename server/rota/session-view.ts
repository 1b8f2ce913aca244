import { formatClockRange } from '../domain/calendar.ts';
import { formatDayLong } from '../domain/jalali.ts';
import { createJudge, type ConflictReason } from '../domain/rota/conflict.ts';
import type { PlannedSession } from '../domain/session.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, type Control, type FactsPart, type NoticePart, type PostPart } from '../http/parts.ts';
import { conflictClause, emptySentence } from '../wording/rota.ts';
import type { BoardFacts } from './board-facts.ts';
import { askedOf, cardState, dayName, whyOf } from './board-view.ts';
import { targetOf } from './forms.ts';

/** One session of a board on a page of its own: the explanation, and everything that the board does by dragging. */
export interface SessionView {
  readonly back: string;
  readonly heading: string;
  readonly facts: FactsPart;
  readonly lines: readonly string[];
  readonly passedOver: readonly string[];
  readonly notices: readonly NoticePart[];
  readonly problem: string | null;
  readonly forms: readonly { readonly id: string; readonly title: string; readonly action: string; readonly button: string; readonly key: string; readonly hidden: readonly { readonly name: string; readonly value: string }[]; readonly controls: readonly Control[] }[];
  readonly posts: readonly PostPart[];
  readonly csrf: string;
}

declare module '../http/pages.ts' {
  interface Pages {
    'rota/session': SessionView;
  }
}

const STATES = { draft: 'پیش‌نویس', awaiting: 'در انتظار تأیید', approved: 'تأییدشده', published: 'منتشرشده', cancelled: 'لغوشده', forecast: 'پیش‌بینی' } as const;

const clauseFor = (conflict: ConflictReason | undefined): string => (conflict === undefined ? '' : ` (${conflictClause(conflict)})`);

/** Agencies for a session, those that may stand there first; each says what speaks against it. */
function choicesOf(facts: BoardFacts, session: PlannedSession) {
  const { agencies } = facts.data.surroundings;
  const judge = createJudge(facts.board);
  const judged = agencies.filter(({ mayBeInvited, id }) => mayBeInvited && id !== session.agencyId).map((agency) => ({
    agency, conflict: judge.conflictsOf({ agencyId: agency.id, slotId: session.id, vacated: [] })[0],
  }));
  judged.sort((a, b) => Number(a.conflict !== undefined) - Number(b.conflict !== undefined));
  return judged.map(({ agency, conflict }) => ({ value: agency.id, label: `${agency.shortName}${clauseFor(conflict)}`, disabled: conflict !== undefined }));
}

/** The session's page for staff; `verdicts` says for every session why the card may not go there. */
export function sessionView(
  facts: BoardFacts,
  session: PlannedSession,
  verdicts: Readonly<Record<string, string | null>>,
  mayEdit: boolean,
  form: FormState,
  csrf: string,
  newKey: () => string,
): SessionView {
  const { data } = facts;
  const base = `/rota/drafts/${data.draft.id}`;
  const agency = data.surroundings.agencies.find(({ id }) => id === session.agencyId);
  const why = agency === undefined ? null : whyOf(facts, session);
  const asked = askedOf(facts, session);
  const conflict = facts.conflicts.get(session.id);
  const open = mayEdit && data.draft.state === 'drafting' && session.state === 'draft';
  const controls = controlsOf(form);
  const hidden = [{ name: 'session', value: session.id }, { name: 'rev', value: String(session.rev) }];
  const others = data.sessions.filter(({ id, state, pinned }) => id !== session.id && state === 'draft' && !pinned);
  const moveOptions = others.map((one) => {
    const there = data.surroundings.agencies.find(({ id }) => id === one.agencyId);
    const verdict = verdicts[one.id] ?? null;
    return { value: targetOf(one), label: `${dayName(one.day)}، ${formatClockRange(one.from, one.to)}: ${there === undefined ? 'خالی' : there.shortName}${verdict === null ? '' : ` (${verdict})`}`, disabled: verdict !== null };
  });
  const forms: SessionView['forms'] = !open ? [] : [
    ...(session.pinned ? [] : [{
      id: 'assign', title: agency === undefined ? 'دستگاهی برای این جلسه' : 'دستگاه دیگر', action: `${base}/assign`, button: 'گذاشتن', key: newKey(), hidden,
      controls: [controls.select('agency', 'دستگاه', choicesOf(facts, session), { empty: 'برگزینید', required: true, wide: true })],
    }]),
    ...(agency === undefined || session.pinned ? [] : [{
      id: 'move', title: 'جابه‌جایی نوبت', action: `${base}/move`, button: 'جابه‌جا کردن', key: newKey(),
      hidden: [{ name: 'slot', value: session.id }, { name: 'rev', value: String(session.rev) }],
      controls: [controls.select('to', 'به جلسهٔ', moveOptions, { empty: 'برگزینید', required: true, wide: true, hint: 'اگر جلسهٔ دیگر پر باشد، جای دو دستگاه عوض می‌شود.' })],
    }, {
      id: 'pin', title: 'جای ثابت', action: `${base}/pin`, button: 'ثابت کردن', key: newKey(), hidden,
      controls: [controls.field('reason', 'چرا این جا ثابت بماند؟', { required: true, max: 200, wide: true })],
    }]),
  ];
  const post = (path: string, label: string, more: Partial<PostPart> = {}): PostPart => ({ action: `${base}/${path}`, label, csrf: { token: csrf, key: newKey() }, fields: hidden, ...more });
  return {
    back: `${base}?view=week&day=${session.day}`,
    heading: agency === undefined ? `جلسهٔ خالی، ${formatDayLong(session.day)}` : `${agency.shortName}، ${formatDayLong(session.day)}`,
    facts: {
      facts: [
        { term: 'زمان', text: formatClockRange(session.from, session.to) },
        { term: 'دستگاه', text: agency?.name ?? 'هنوز کسی نیست' },
        { term: 'وضعیت', text: STATES[cardState(facts, session)] },
        ...(session.pinned ? [{ term: 'جای ثابت', text: session.pinReason ?? '' }] : []),
        ...(agency === undefined ? [] : [{ term: 'دعوت', text: asked ?? 'هنوز فرستاده نشده' }]),
      ],
    },
    lines: why === null ? [emptySentence(session.emptyReason)] : why.lines,
    passedOver: why?.passedOver ?? [],
    notices: conflict === undefined ? [] : [{ tone: 'bad', title: 'تداخل', text: `${conflictClause(conflict)}.` }],
    problem: form.errors['_form'] ?? form.errors['rev'] ?? form.errors['toRev'] ?? null,
    forms,
    posts: !open || agency === undefined ? [] : [
      session.pinned
        ? post('unpin', 'آزاد کردن جا', { icon: 'pin-off' })
        : post('clear', 'برداشتن از این جلسه', { look: 'danger', confirm: 'این دستگاه از این جلسه برداشته شود؟ جلسه خالی می‌ماند.' }),
    ],
    csrf,
  };
}
