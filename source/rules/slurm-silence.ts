/** Why a controller said nothing of what it was asked. */
export type Silence =
	/** It may have heard it, and may do it yet. */
	| 'lost'
	/** It was never asked. */
	| 'unreached';

/** Read from what a command of Slurm complained of, for it ends as any refusal does: exit 1. */
export function silenceIn(stderr: string): Silence | undefined {
	if (/Unable to contact slurm controller/i.test(stderr)) {
		return 'unreached';
	}

	return lostWords.test(stderr) ? 'lost' : undefined;
}

const lostWords =
	/timed out|Zero Bytes were transmitted or received|Unexpected message received|Transport endpoint is not connected|Connection reset|Message receive failure|Message send failure|Broken pipe/i;
