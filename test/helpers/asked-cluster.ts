import {createSlurmClient} from '../../source/clients/create-slurm-client.ts';
import type {AskSlurm} from '../../source/clients/slurm-command.ts';
import {failed, succeeded} from '../../source/domain/result.ts';
import {aRef} from './job-builders.ts';
import {hpc, WatchedCluster} from './watched-cluster.ts';

export const nothing = {stdout: '', stderr: '', exitCode: 0};

/** A login node whose programs take so long and know nothing, with the client that the program has. */
export class AskedCluster extends WatchedCluster {
	/** With when it was asked. */
	readonly programs: string[] = [];
	/** Undefined: it hangs until its time is up. */
	tookMs: number | undefined = 40;
	/** So many at once, at most, but for what asks no controller. */
	mostPrograms = 0;
	#running = 0;

	constructor() {
		super({
			createAsk: () => (command, signal) => this.#answer(command, signal),
			createClient: (ask, where) => createSlurmClient({ask, where, clock: this.clock}),
		});
	}

	explain(id: string): this {
		return this.run({type: 'explainJob', cluster: hpc, job: aRef(id)});
	}

	/** A person presses r. */
	refresh(): this {
		return this.run({type: 'refreshCluster', cluster: hpc});
	}

	readonly #answer: AskSlurm = async ({argv, limitMs}, signal) => {
		const words = argv.join(' ');
		if (words === 'id -u' || words === 'squeue --version' || words === 'id -un') {
			return succeeded({...nothing, stdout: words === 'id -u' ? '1000\n' : ''});
		}

		this.programs.push(`${argv[0]} at ${this.clock.monotonicMs()}`);
		this.#running += 1;
		this.mostPrograms = Math.max(this.mostPrograms, this.#running);
		const {tookMs} = this;
		await new Promise<void>(resolve => {
			const cancelTimer = this.clock.startTimer(Math.min(tookMs ?? limitMs, limitMs), resolve);
			signal.addEventListener('abort', () => {
				cancelTimer();
				resolve();
			});
		});
		this.#running -= 1;
		return tookMs === undefined
			? failed({kind: 'timedOut', where: 'hpc', afterMs: limitMs})
			: succeeded(nothing);
	};
}
