import {systemClock} from '../../source/transport/clock.ts';
import type {OpenShell, Shell} from '../../source/domain/shell.ts';
import {failed} from '../../source/domain/result.ts';

export type Cut = {
	/** The first request that holds this is the one whose connection is lost. */
	readonly after: string;
	/** From when the request was written; `answer`: when the first of its answer comes, which is lost. */
	readonly when: number | 'answer';
	/** It was lost before it ended by itself. */
	readonly onCut?: () => void;
};

/** Shells of which one is lost a moment after a request went out: what it does there then, nobody sees. */
export function cutShell(openShell: OpenShell, {after, when, onCut}: Cut): OpenShell {
	let isCut = false;
	return async signal => {
		const opened = await openShell(signal);
		if (!opened.ok) {
			return opened;
		}

		const shell = opened.value;
		let lose: () => void = () => undefined;
		let isAnswerLost = false;
		let isOver = false;
		const cut: Shell = {
			...shell,
			listen(listener) {
				lose = () => {
					if (isOver) {
						return;
					}

					isOver = true;
					onCut?.();
					shell.close();
					const failure = {kind: 'protocol', where: 'login', problem: 'cut by the test'} as const;
					listener.onEnd({reason: 'lost', failure});
				};
				shell.listen({
					...listener,
					onEnd(end) {
						isOver = true;
						listener.onEnd(end);
					},
					onOutput(bytes) {
						if (isAnswerLost) {
							lose();
						} else {
							listener.onOutput(bytes);
						}
					},
				});
			},
			write(text) {
				shell.write(text);
				if (!isCut && text.includes(after)) {
					isCut = true;
					isAnswerLost = when === 'answer';
					if (when !== 'answer') {
						systemClock.startTimer(when, lose);
					}
				}
			},
		};
		return signal.aborted ? failed({kind: 'cancelled', where: 'login'}) : {ok: true, value: cut};
	};
}
