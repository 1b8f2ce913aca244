import type { Tables } from './hours.ts';

/** Unannounced visits: where offices are, the inspectors' orders, the sealed draw, what was found, and what is to be mended. */
export const inspectionTables: Tables = {
  inspection_places: (t) => {
    t.text('agency_id').primary().references('agencies.id');
    // Offices of one area can be walked or driven in one route.
    t.text('area').notNullable();
    t.text('address').notNullable();
    t.integer('photos_allowed').notNullable();
    t.integer('has_screen').notNullable();
    t.integer('rev').notNullable();
  },
  inspection_orders: (t) => {
    t.text('id').primary();
    t.text('user_id').notNullable().references('users.id').index();
    t.text('number').notNullable();
    t.text('from_day').notNullable();
    t.text('to_day').notNullable();
    t.text('photo');
    // What the QR of the order is checked by; of the code only the hash is kept, the code itself is sealed.
    t.text('code_hash').notNullable().unique();
    t.text('code').notNullable();
    t.text('issued_at').notNullable();
    t.text('issued_by').notNullable();
    t.text('revoked_at');
    t.integer('rev').notNullable();
  },
  // The seed of an hour is committed to when the one before is opened: nobody can choose it afterwards.
  draw_seeds: (t) => {
    t.integer('number').primary();
    t.text('seed').notNullable();
    t.text('commitment').notNullable();
    t.text('committed_at').notNullable();
    t.text('day').unique();
    t.text('opened_at');
  },
  draws: (t) => {
    t.text('day').primary();
    t.integer('seed_number').notNullable().unique().references('draw_seeds.number');
    t.text('program').notNullable();
    // Inputs and list are sealed until the draw is opened; the commitment covers seed, inputs, list and program.
    t.text('inputs').notNullable();
    t.text('list').notNullable();
    t.text('commitment').notNullable();
    t.text('state').notNullable();
    // The day's span as it stood when the draw was sealed: hours may be moved or cancelled afterwards.
    t.text('starts_at').notNullable();
    t.text('ends_at').notNullable();
    t.text('drawn_at').notNullable();
    t.text('drawn_by');
    t.text('opened_at');
    t.integer('rev').notNullable();
  },
  draw_amendments: (t) => {
    t.text('id').primary();
    t.text('day').notNullable().references('draws.day').index();
    t.integer('number').notNullable();
    t.text('change').notNullable();
    t.text('hash').notNullable();
    t.text('reason').notNullable();
    t.text('made_at').notNullable();
    t.text('made_by').notNullable();
    t.unique(['day', 'number']);
  },
  // One target of one inspector; which office it is stands sealed until he opens it.
  visit_targets: (t) => {
    t.text('id').primary();
    t.text('day').notNullable();
    t.text('inspector_id').notNullable().references('users.id');
    t.text('second_id').references('users.id');
    t.integer('place').notNullable();
    t.text('target').notNullable();
    // Both are null until it is opened: nothing of the list can be read from a row before.
    t.text('agency_id').references('agencies.id');
    t.text('hour_id').references('hours.id');
    t.text('state').notNullable();
    t.text('opened_at');
    t.text('opened_how');
    t.integer('opened_count');
    t.text('device_opened_at');
    t.integer('rev').notNullable();
    t.index(['day', 'inspector_id', 'place']);
    t.index(['agency_id', 'day']);
  },
  visit_reports: (t) => {
    t.text('id').primary();
    t.text('target_id').notNullable().references('visit_targets.id').index();
    t.text('inspector_id').notNullable().references('users.id');
    t.text('agency_id').notNullable().references('agencies.id');
    t.text('hour_id').notNullable().references('hours.id').index();
    t.text('day').notNullable();
    // The order in which reports came: the only one that counts.
    t.integer('number').notNullable().unique();
    t.text('answer').notNullable();
    t.text('details').notNullable();
    t.text('code_found').notNullable();
    t.text('code_shown_at');
    t.text('device_at').notNullable();
    t.text('received_at').notNullable();
    t.text('photos').notNullable();
    t.integer('rev').notNullable();
    t.index(['day', 'number']);
    t.index(['agency_id', 'day']);
  },
  visit_photos: (t) => {
    t.text('report_id').notNullable().references('visit_reports.id');
    // SHA-256 of the photo as the phone sent it, kept for evidence; the stored file is made anew.
    t.text('hash').notNullable();
    t.text('file').notNullable();
    t.integer('bytes').notNullable();
    t.integer('width').notNullable();
    t.integer('height').notNullable();
    t.text('received_at').notNullable();
    t.primary(['report_id', 'hash']);
  },
  // What a visit found to be mended, with a day by which («اقدام اصلاحی»).
  findings: (t) => {
    t.text('id').primary();
    t.text('report_id').notNullable().references('visit_reports.id').index();
    t.text('agency_id').notNullable().references('agencies.id').index();
    t.text('item').notNullable();
    t.text('text').notNullable();
    t.text('due_day').notNullable();
    t.text('state').notNullable();
    t.text('made_at').notNullable();
    // How many visits found it, and when the last of them did.
    t.integer('times').notNullable().defaultTo(1);
    t.text('seen_at');
    t.text('done_at');
    t.text('done_by');
    t.text('done_note');
    t.text('judged_at');
    t.text('judged_by');
    t.text('judged_note');
    t.integer('rev').notNullable();
    t.index(['state', 'due_day']);
  },
};
