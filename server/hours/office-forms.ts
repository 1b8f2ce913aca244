import { z } from 'zod';
import { id, text } from '../http/fields.ts';

/** The greatest length of what a manager writes of why he was not there. */
export const LONGEST_EXPLANATION = 2000;

/** Which hour somebody says he is there in. */
export const declareForm = z.object({ hour: id('ساعت حضور') });

/** Who answers in the manager's place, and why. */
export const substituteForm = z.object({ personId: id('جانشین'), why: text('دلیل', { max: 200 }) });

/** The same with the hour that is meant. */
export const hourSubstituteForm = substituteForm.extend({ hour: id('ساعت حضور') });

/** What a manager writes of why he was not found. */
export const explainForm = z.object({ hour: id('ساعت حضور'), explanation: text('توضیح', { long: true, min: 5, max: LONGEST_EXPLANATION }) });
