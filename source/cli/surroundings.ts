import type {DemoWorld} from '../demo/demo-world.ts';
import type {Config} from '../domain/config.ts';
import type {AskSecret} from '../domain/ask-secret.ts';
import type {Chance} from '../domain/chance.ts';
import type {Clock} from '../domain/clock.ts';
import type {OpenProbe} from '../domain/node-probe.ts';
import type {SlurmParts} from '../runtime/cluster-parts.ts';
import type {Output} from './output.ts';
import type {SecretAnswers} from './secret-answers.ts';
import type {Terminal} from './terminal.ts';

/** All that a command may touch; main.ts makes the real ones, tests their own. */
export type Surroundings = {
	readonly output: Output;
	/** What a full screen is drawn on. */
	readonly terminal: Terminal;
	/** Stands still while a person is asked for a passphrase: for deadlines, and how long things take. */
	readonly clock: Clock;
	/** Goes on then, though its timers wait: how old samples are is told as it is. */
	readonly storeClock: Clock;
	readonly chance: Chance;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly openProbe: OpenProbe;
	/** Asks on the terminal; false where there is none. */
	readonly confirm: (question: string) => Promise<boolean>;
	readonly askSecret: AskSecret;
	/** What `askSecret` asks while a full screen has the terminal. */
	readonly secretAnswers: SecretAnswers;
	/** Aborted by Ctrl-C and by termination. */
	readonly signal: AbortSignal;
	readonly version: string;
	/** With --demo: what stands for the world outside. */
	readonly demo?: DemoWorld;
	/** The same of its configuration, for commands that read one. */
	readonly demoConfig?: Config;
	/** With what Slurm clusters are asked, where that is not what really asks them. */
	readonly slurm?: SlurmParts;
};

/** The program's exit status: 0 done, 1 something failed, 2 usage or configuration; --check has its own. */
export type ExitStatus = number;
export const exitDone: ExitStatus = 0;
export const exitFailed: ExitStatus = 1;
export const exitUsage: ExitStatus = 2;
/** As a shell says it of who wrote to a reader that had left. A signal has a status of its own, which comes before it. */
export const exitReaderLeft: ExitStatus = 141;
/** Monitoring systems read 2 as critical, so --check says this where it could not look. */
export const exitCheckUnknown: ExitStatus = 3;
