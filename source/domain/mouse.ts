/** What the mouse did, as cli reads it from the terminal. Columns and rows count from 0. */
export type MouseReport =
	| {readonly kind: 'clicked'; readonly column: number; readonly row: number}
	| {
			readonly kind: 'wheeled';
			readonly column: number;
			readonly row: number;
			readonly isDown: boolean;
	  };

/** Where reports come from; the returned function ends it. */
export type MouseSource = {
	readonly subscribe: (listener: (report: MouseReport) => void) => () => void;
};
