export const SCORES = [1, 2, 3, 4, 5] as const;
/** 非常不满意 1、不满意 2、基本满意 3、满意 4、非常满意 5. */
export type Score = (typeof SCORES)[number];

export const DIMENSIONS = ['speed', 'effect', 'attitude'] as const;
/** 办理速度、解决效果、服务态度. */
export type Dimension = (typeof DIMENSIONS)[number];

/** A score at or below this in any dimension is low: it is told to the officers (R10). */
export const LOW_SCORE = 2;

export interface Scores {
  readonly speed: Score;
  readonly effect: Score;
  readonly attitude: Score;
}

export const isScore = (value: unknown): value is Score =>
  typeof value === 'number' && (SCORES as readonly number[]).includes(value);
