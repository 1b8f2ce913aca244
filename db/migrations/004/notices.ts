import type { Tables } from './hours.ts';

/** The ladder of notices: what is proposed, decided, served, replied to and upheld or withdrawn. */
export const noticeTables: Tables = {
  // What may be the ground of a step, once somebody has confirmed it or laid it aside; the same event stands here once.
  notice_grounds: (t) => {
    t.text('id').primary();
    t.text('ground').notNullable();
    t.text('kind').notNullable();
    t.text('ref_id').notNullable();
    t.text('agency_id').notNullable().references('agencies.id');
    t.text('person_id').notNullable().references('people.id');
    t.text('day').notNullable();
    t.text('text').notNullable();
    // The ids of what was counted, where it is several things at a time, as JSON.
    t.text('items').notNullable();
    t.text('state').notNullable();
    t.text('reason');
    t.text('at').notNullable();
    t.text('by');
    t.integer('rev').notNullable();
    t.unique(['kind', 'ref_id']);
    t.index(['person_id', 'ground']);
    t.index(['agency_id', 'ground']);
  },
  notices: (t) => {
    t.text('id').primary();
    t.text('agency_id').notNullable().references('agencies.id');
    t.text('person_id').notNullable().references('people.id');
    t.text('step').notNullable();
    t.text('ground').notNullable();
    // What it rests on: ids of hours, sessions or requests, as JSON; the same ground proposes one step once.
    t.text('evidence').notNullable();
    t.text('evidence_key').notNullable().unique();
    t.text('earlier_id').references('notices.id');
    t.text('state').notNullable();
    t.text('basis').notNullable();
    t.text('signer').notNullable();
    t.text('body').notNullable();
    t.text('letter_no');
    t.text('letter_day');
    t.text('proposed_at').notNullable();
    t.text('issued_at');
    t.text('issued_by');
    t.text('served_at');
    t.text('served_how');
    t.text('reply_due');
    t.text('ended_at');
    t.text('ended_by');
    t.text('ended_reason');
    t.text('reduced_to');
    t.integer('rev').notNullable();
    t.index(['agency_id', 'person_id']);
    t.index(['state', 'proposed_at']);
  },
  notice_replies: (t) => {
    t.text('id').primary();
    t.text('notice_id').notNullable().references('notices.id').index();
    t.text('text').notNullable();
    t.text('at').notNullable();
    t.text('by').notNullable();
  },
  notice_files: (t) => {
    t.text('id').primary();
    t.text('notice_id').notNullable().references('notices.id').index();
    t.text('reply_id').references('notice_replies.id');
    t.text('name').notNullable();
    t.text('type').notNullable();
    t.text('file').notNullable();
    t.text('hash').notNullable();
    t.integer('bytes').notNullable();
    t.text('at').notNullable();
    t.text('by').notNullable();
  },
};
