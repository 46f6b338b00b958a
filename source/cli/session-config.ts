import {configPath} from '../clients/find-config.ts';
import type {Config, ConfigProblem} from '../domain/config.ts';
import {builtInConfig} from '../parsers/config-defaults.ts';
import {findCommand} from '../transport/find-command.ts';
import {configProblemText} from '../theme/config-problem-text.ts';
import type {Flags} from './parse-arguments.ts';
import {type ExitStatus, exitUsage, type Surroundings} from './surroundings.ts';

/** The configuration that a command works with. `path` and `text` are undefined for the built-in one. */
export type SessionConfig = {
	readonly config: Config;
	readonly path: string | undefined;
	readonly text: string | undefined;
	/** Where a file would be read from if there were one; undefined: it is there, or there is no place for it. */
	readonly lookedAt?: string | undefined;
};

export type ConfigOutcome = SessionConfig | {readonly problems: readonly ConfigProblem[]};

type World = Pick<Surroundings, 'env' | 'output' | 'demoConfig'>;

/** The parser is loaded only where there is a file to parse: it is half of the program. */
export async function openConfig(flags: Flags, {env}: Pick<World, 'env'>): Promise<ConfigOutcome> {
	const source = await configPath({flag: flags.text('config'), environment: env});
	if (source.from === 'builtIn') {
		const hasSlurm = (await findCommand('squeue', env['PATH'])) !== undefined;
		return {
			...{config: builtInConfig({hasSlurm}), path: undefined, text: undefined},
			lookedAt: source.lookedAt,
		};
	}

	const {loadConfig} = await import('../clients/config-file.ts');
	const loaded = await loadConfig(source.path);
	return loaded.ok
		? {config: loaded.config, path: source.path, text: loaded.text}
		: {problems: loaded.problems};
}

/** As `openConfig`; what is wrong is told on stderr, a line each, and gives undefined. */
export async function openConfigOrComplain(
	flags: Flags,
	world: World,
): Promise<SessionConfig | undefined> {
	const outcome = await openConfig(flags, world);
	if ('config' in outcome) {
		return outcome;
	}

	for (const problem of outcome.problems) {
		world.output.complain(configProblemText(problem));
	}

	return undefined;
}

/** A command that cannot do without: what is wrong with the configuration is all that is told then. */
export async function withConfig(
	flags: Flags,
	world: World,
	use: (session: SessionConfig) => Promise<ExitStatus>,
): Promise<ExitStatus> {
	const {demoConfig: config} = world;
	const session =
		config === undefined
			? await openConfigOrComplain(flags, world)
			: {config, path: undefined, text: undefined};
	return session === undefined ? exitUsage : use(session);
}
