/** Somebody who calls 111, as the operator types him. */
export interface Caller {
  readonly honorific: 'khanom' | 'agha';
  readonly name: string;
  /** As it is typed; none where nobody asks for it. */
  readonly phone?: string;
  readonly code?: string;
  readonly county?: string;
  readonly kind?: string;
  /** What is typed to find his topic. */
  readonly topic?: string;
  readonly summary?: string;
  readonly toRing?: boolean;
  readonly priority?: string;
}

/** As every screen calls him. */
export const calledOf = ({ honorific, name }: Pick<Caller, 'honorific' | 'name'>): string => `${honorific === 'khanom' ? 'خانم' : 'آقای'} ${name}`;

/** A national code with the right check digit, made of nine digits. */
export function nationalCode(nine: string): string {
  const sum = [...nine].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0) % 11;
  return `${nine}${sum < 2 ? sum : 11 - sum}`;
}
