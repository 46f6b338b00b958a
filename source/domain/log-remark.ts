/** What is told between the lines of a log, by us. */
export type LogRemark =
	/** Which file is read; raw. `isBoth`: stdout and stderr go there. */
	| {readonly kind: 'file'; readonly path: string; readonly isBoth: boolean}
	/** So much of the file is before what is read of it. */
	| {readonly kind: 'unread'; readonly bytes: number}
	/** There is none yet. */
	| {readonly kind: 'missing'}
	/** It is there now. */
	| {readonly kind: 'appeared'}
	/** It became shorter, as when a job is begun anew: it is read from its start. */
	| {readonly kind: 'shorter'}
	/** Another file has its name now. */
	| {readonly kind: 'replaced'}
	/** It is gone, or may not be read any more. */
	| {readonly kind: 'gone'}
	/** It may not be read. */
	| {readonly kind: 'denied'};
