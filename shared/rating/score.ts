export const SCORES = [1, 2, 3, 4, 5] as const;
/** 非常不满意 1、不满意 2、基本满意 3、满意 4、非常满意 5. */
export type Score = (typeof SCORES)[number];

export const DIMENSIONS = ['speed', 'effect', 'attitude'] as const;
/** 办理速度、解决效果、服务态度. */
export type Dimension = (typeof DIMENSIONS)[number];

/** A score at or below this in any dimension is low: it is told to the officers (R9). */
const LOW_SCORE = 2;

/** From this score on a dimension is content: 基本满意 (R8). */
const CONTENT_SCORE = 3;

export interface Scores {
  readonly speed: Score;
  readonly effect: Score;
  readonly attitude: Score;
}

export const isScore = (value: unknown): value is Score =>
  typeof value === 'number' && (SCORES as readonly number[]).includes(value);

/** Low in any dimension: the officers are told, and a rectification may follow (R9). */
export const isLow = (scores: Scores): boolean => lowest(scores) <= LOW_SCORE;

/** The resident calls the matter solved. */
export const isSolved = (scores: Scores): boolean => scores.effect >= CONTENT_SCORE;

/** Content with all three. */
export const isSatisfied = (scores: Scores): boolean => lowest(scores) >= CONTENT_SCORE;

const lowest = ({ speed, effect, attitude }: Scores): number => Math.min(speed, effect, attitude);
