/** An event pattern that EventBridge refuses. The message is the reason, in Event Ruler's words. */
export class InvalidPattern extends Error {}

/** Says how many rule combinations are too many, which no second reading of `$or` can mend. */
export class TooManyCombinations extends InvalidPattern {}
