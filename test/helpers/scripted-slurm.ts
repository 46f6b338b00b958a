import type {AskSlurm, SlurmAnswer, SlurmCommand} from '../../source/clients/slurm-command.ts';
import type {Result} from '../../source/domain/result.ts';

export type ScriptedCommand = {
	/** As a person would type it. */
	readonly command: string;
	readonly stdout?: string;
	readonly stderr?: string;
	/** @default 0 */
	readonly exitCode?: number;
	/** In place of an answer. */
	readonly failure?: Extract<Result<SlurmAnswer>, {ok: false}>['failure'];
};

/** A login node that knows these commands, in this order, and no other. */
export class ScriptedSlurm {
	readonly asked: SlurmCommand[] = [];
	readonly #script: ScriptedCommand[];

	constructor(script: readonly ScriptedCommand[]) {
		this.#script = [...script];
	}

	readonly ask: AskSlurm = async command => {
		this.asked.push(command);
		const words = command.argv.join(' ');
		const next = this.#script.shift();
		if (next?.command !== words) {
			throw new Error(`asked for:\n${words}\ninstead of:\n${next?.command ?? 'nothing more'}`);
		}

		const {stdout = '', stderr = '', exitCode = 0, failure} = next;
		// Those who listen are told as it comes.
		command.onOutput?.(stdout);
		return failure === undefined
			? {ok: true, value: {stdout, stderr, exitCode}}
			: {ok: false, failure};
	};

	/** What was never asked for. */
	get left(): readonly string[] {
		return this.#script.map(({command}) => command);
	}
}
