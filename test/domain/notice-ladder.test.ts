import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, day, type Day } from '../../server/domain/jalali.ts';
import {
  DEFAULT_LADDER, dueStep, LADDER_STEPS, NOTICE_GROUNDS, type GroundEvent, type LadderNotice, type LadderStep, type NoticeLadder, type NoticeTrigger,
} from '../../server/domain/notice-ladder.ts';
import { settingFault } from '../../server/domain/setting-rules.ts';

const TODAY = day('2026-11-23');
const ago = (days: number): Day => addDays(TODAY, -days);
const event = (name: string, days: number): GroundEvent => ({ key: `hour:${name}`, day: ago(days) });
const notice = (step: LadderStep, standing: LadderNotice['standing'], events: readonly GroundEvent[], more: Partial<LadderNotice> = {}): LadderNotice =>
  ({ step, standing, reducedTo: null, events: events.map(({ key }) => key), endedOn: standing === 'open' ? null : TODAY, ...more });

const due = (notices: readonly LadderNotice[], events: readonly GroundEvent[], ladder: NoticeLadder = DEFAULT_LADDER, today: Day = TODAY) => dueStep(ladder, 'absence', notices, events, today);

const trigger: fc.Arbitrary<NoticeTrigger> = fc.record({ count: fc.integer({ min: 1, max: 4 }), days: fc.integer({ min: 5, max: 400 }) });
const anyLadder: fc.Arbitrary<NoticeLadder> = fc
  .tuple(fc.array(fc.tuple(fc.boolean(), fc.option(trigger)), { minLength: 5, maxLength: 5 }), trigger, fc.integer({ min: 10, max: 500 }))
  .map(([rows, first, memoryDays]) => ({
    ...DEFAULT_LADDER,
    memoryDays,
    steps: Object.fromEntries(LADDER_STEPS.map((step, at) => {
      const [on, own] = rows[at] ?? [true, first];
      const of = step === 'explanation' ? first : own;
      return [step, { ...DEFAULT_LADDER.steps[step], on: on || step === 'explanation', triggers: { absence: of, missed_session: of, overdue: of } }];
    })) as NoticeLadder['steps'],
  }));

const A = event('a', 20);
const B = event('b', 13);
const C = event('c', 6);

describe('the ladder of notices', () => {
  it('asks for an explanation first, whatever has been confirmed', () => {
    expect(due([], [A])).to.deep.include({ step: 'explanation' });
    expect(due([], [A, B, C])).to.deep.include({ step: 'explanation' });
    expect(due([], [])).to.equal(null);
  });

  it('takes the next step on a new event, once the former was decided', () => {
    const asked = notice('explanation', 'decided', [A]);
    expect(due([asked], [A])).to.equal(null);
    expect(due([asked], [A, B])?.step).to.equal('verbal');
    expect(due([asked, notice('verbal', 'decided', [A, B])], [A, B, C])?.step).to.equal('written');
    expect(due([notice('explanation', 'open', [A])], [A, B])).to.equal(null);
    expect(due([asked, notice('verbal', 'open', [A, B])], [A, B, C])).to.equal(null);
  });

  it('counts what was reduced as what it was reduced to', () => {
    const decided = [notice('explanation', 'decided', [A]), notice('verbal', 'decided', [A, B], { reducedTo: 'explanation' })];
    expect(due(decided, [A, B, C])?.step).to.equal('verbal');
  });

  it('counts what was withdrawn nowhere: neither the step nor the event it rested on', () => {
    expect(due([notice('explanation', 'withdrawn', [A])], [A])).to.equal(null);
    expect(due([notice('explanation', 'withdrawn', [A])], [A, B])).to.deep.equal({ step: 'explanation', events: [B] });
    // The event of an explanation that was upheld still counts, though a later step on it was withdrawn; its own does not.
    const notices = [notice('explanation', 'decided', [A]), notice('verbal', 'withdrawn', [A, B])];
    expect(due(notices, [A, B])).to.equal(null);
    expect(due(notices, [A, B, C])).to.deep.equal({ step: 'verbal', events: [A, C] });
  });

  it('does not propose again what the head did not issue, until something new is confirmed', () => {
    expect(due([notice('explanation', 'declined', [A])], [A])).to.equal(null);
    expect(due([notice('explanation', 'declined', [A])], [A, B])).to.deep.equal({ step: 'explanation', events: [A, B] });
  });

  it('counts within its days alone, and forgets a decision after its time', () => {
    expect(due([], [event('old', 90)])).to.equal(null);
    expect(due([], [event('old', 89)])?.step).to.equal('explanation');
    expect(due([], [event('tomorrow', -1)])).to.equal(null);
    const old = notice('explanation', 'decided', [event('old', 300)], { endedOn: ago(365) });
    expect(due([old], [A])?.step).to.equal('explanation');
    expect(due([{ ...old, endedOn: ago(364) }], [A, B])?.step).to.equal('verbal');
  });

  it('passes over a step that is off, or that the ground never calls for', () => {
    const { steps } = DEFAULT_LADDER;
    const ladder: NoticeLadder = { ...DEFAULT_LADDER, steps: { ...steps, verbal: { ...steps.verbal, on: false }, written: { ...steps.written, triggers: { ...steps.written.triggers, absence: null } } } };
    const four = [A, B, C, event('d', 1)];
    expect(due([notice('explanation', 'decided', [A])], four, ladder)?.step).to.equal('warning');
    expect(due([], four, { ...ladder, steps: { ...ladder.steps, explanation: { ...steps.explanation, triggers: { ...steps.explanation.triggers, absence: null } } } })).to.equal(null);
  });

  it('ends with the last step', () => {
    expect(due([notice('escalation', 'decided', [A])], [A, B, C])).to.equal(null);
  });

  it('climbs a step at a time through any life, with never two open and never past what was withdrawn', () => {
    const life = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom('uphold', 'reduce', 'withdraw', 'decline', 'leave'), fc.nat(4)), { maxLength: 25 });
    fc.assert(
      fc.property(anyLadder, life, (ladder, course) => {
        let today = ago(700);
        const events: GroundEvent[] = [];
        const notices: LadderNotice[] = [];
        course.forEach(([days, act, lower], at) => {
          today = addDays(today, days);
          events.push({ key: `hour:${at}`, day: today });
          const found = dueStep(ladder, 'absence', notices, events, today);
          const standing = notices.filter(({ standing: how, endedOn }) => how === 'decided' && (endedOn ?? '') > addDays(today, -ladder.memoryDays));
          const reached = Math.max(-1, ...standing.map(({ step, reducedTo }) => LADDER_STEPS.indexOf(reducedTo ?? step)));
          if (found !== null) {
            expect(notices.some(({ standing: how }) => how === 'open')).to.equal(false);
            const between = LADDER_STEPS.slice(reached + 1, LADDER_STEPS.indexOf(found.step));
            expect(LADDER_STEPS.indexOf(found.step)).to.be.above(reached);
            if (reached === -1) expect(found.step).to.equal('explanation');
            for (const step of between) expect(ladder.steps[step].on && ladder.steps[step].triggers.absence !== null).to.equal(false);
            const { count, days: within } = ladder.steps[found.step].triggers.absence ?? { count: 0, days: 0 };
            expect(found.events.length).to.be.at.least(count);
            for (const { key, day: on } of found.events) {
              expect(on > addDays(today, -within) && on <= today).to.equal(true);
              const resting = notices.filter((one) => one.events.includes(key));
              expect(resting.some(({ standing: how }) => how === 'withdrawn') && !resting.some(({ standing: how }) => how === 'decided')).to.equal(false);
            }
            notices.push({ step: found.step, standing: 'open', reducedTo: null, events: found.events.map(({ key }) => key), endedOn: null });
          }
          const open = notices.findIndex(({ standing: how }) => how === 'open');
          const one = notices[open];
          if (one === undefined || act === 'leave') return;
          const below = LADDER_STEPS.slice(0, LADDER_STEPS.indexOf(one.step));
          const reducedTo = act === 'reduce' ? (below[lower % Math.max(1, below.length)] ?? null) : null;
          notices[open] = { ...one, standing: act === 'withdraw' ? 'withdrawn' : act === 'decline' ? 'declined' : 'decided', reducedTo, endedOn: today };
        });
      }),
    );
  });

  it('comes to the same as if what was withdrawn, and what it alone rested on, had never been', () => {
    const shape = fc.record({ step: fc.constantFrom(...LADDER_STEPS), standing: fc.constantFrom('decided' as const, 'declined' as const, 'withdrawn' as const), ended: fc.integer({ min: 0, max: 500 }), of: fc.array(fc.nat(9), { minLength: 1, maxLength: 4 }) });
    fc.assert(
      fc.property(anyLadder, fc.array(shape, { maxLength: 6 }), fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 10 }), (ladder, shapes, days) => {
        const events = days.map((back, at) => event(String(at), back));
        const notices = shapes.map(({ step, standing, ended, of }) => notice(step, standing, of.map((at) => event(String(at), 0)), { endedOn: ago(ended) }));
        const kept = notices.filter(({ standing }) => standing !== 'withdrawn');
        const withdrawn = new Set(notices.filter(({ standing }) => standing === 'withdrawn').flatMap((one) => one.events));
        const upheld = new Set(kept.filter(({ standing }) => standing === 'decided').flatMap((one) => one.events));
        const left = events.filter(({ key }) => !withdrawn.has(key) || upheld.has(key));
        expect(due(notices, events, ladder)).to.deep.equal(due(kept, left, ladder));
      }),
    );
  });

  it('does not depend on the order in which notices and events are told', () => {
    fc.assert(
      fc.property(anyLadder, fc.shuffledSubarray([A, B, C, event('d', 1)]), (ladder, events) => {
        const notices = [notice('explanation', 'decided', [A]), notice('verbal', 'declined', [A, B])];
        expect(due(notices, events, ladder)).to.deep.equal(due([...notices].reverse(), [...events].sort((one, other) => (one.key < other.key ? -1 : 1)), ladder));
      }),
    );
  });
});

describe('the setting of the ladder', () => {
  const { steps } = DEFAULT_LADDER;

  it('stands as it is delivered', () => expect(settingFault('notice_ladder', DEFAULT_LADDER)).to.equal(null));

  it('has no step of a ground that asks for no explanation first', () => {
    for (const ground of NOTICE_GROUNDS) {
      const unasked = { ...steps.explanation, triggers: { ...steps.explanation.triggers, [ground]: null } };
      expect(settingFault('notice_ladder', { ...DEFAULT_LADDER, steps: { ...steps, explanation: unasked } })).to.equal('explanation_missing');
    }
    expect(settingFault('notice_ladder', { ...DEFAULT_LADDER, steps: { ...steps, explanation: { ...steps.explanation, on: false } } })).to.equal('explanation_missing');
  });

  it('keeps its numbers within bounds, and has somebody sign', () => {
    expect(settingFault('notice_ladder', { ...DEFAULT_LADDER, memoryDays: 0 })).to.equal('not_in_range');
    expect(settingFault('notice_ladder', { ...DEFAULT_LADDER, steps: { ...steps, warning: { ...steps.warning, reply: { count: 0, unit: 'hours' } } } })).to.equal('not_in_range');
    expect(settingFault('notice_ladder', { ...DEFAULT_LADDER, steps: { ...steps, warning: { ...steps.warning, signer: ' ' } } })).to.equal('text_empty');
  });
});
