import type {NodeProbe} from '../../source/domain/node-probe.ts';
import type {NodeSample} from '../../source/domain/node-sample.ts';
import type {Result} from '../../source/domain/result.ts';
import {quietProbe} from './surroundings.ts';
import {silentHttp} from './silent-http.ts';

type Answer = Result<NodeSample> | 'never';

/** Gives the answers of a script, one a call, and refuses a call that the script does not expect. */
export class ScriptedProbe implements NodeProbe {
	readonly #answers: Answer[];
	readonly transport = 'local';
	readonly transportReason = undefined;
	readonly lost = quietProbe.lost;
	isClosed = false;
	readonly signals: AbortSignal[] = [];

	constructor(answers: readonly Answer[]) {
		this.#answers = [...answers];
	}

	readonly readSample = (signal: AbortSignal): Promise<Result<NodeSample>> => {
		this.signals.push(signal);
		const answer = this.#answers.shift();
		if (answer === undefined) {
			throw new Error('The script of the probe has ended, yet it is asked again.');
		}

		return answer === 'never' ? new Promise(() => undefined) : Promise.resolve(answer);
	};

	readonly readFacts = quietProbe.readFacts;
	readonly readFilesystems = quietProbe.readFilesystems;
	readonly openHttp = silentHttp;
	readonly openShell = quietProbe.openShell;
	readonly serveHttp = quietProbe.serveHttp;

	readonly close = (): void => {
		this.isClosed = true;
	};
}
