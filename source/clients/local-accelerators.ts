import type {Clock} from '../domain/clock.ts';
import type {OnCommand} from '../domain/command-run.ts';
import {findOwnCommand} from '../transport/find-own-command.ts';
import type {Accelerators} from './accelerator-lanes.ts';
import {toolFolders, toolNames} from './tool-scripts.ts';

const nothing = {gpus: [], pi: undefined, problems: []};

/** Of this machine: most have none of the tools, start no process for them and never load what does. */
export function openLocalAccelerators(clock: Clock, onCommand?: OnCommand): Accelerators {
	let opened: Accelerators | undefined;
	let isClosed = false;

	async function open(): Promise<void> {
		if ((await findOwnCommand(toolNames, toolFolders)) === undefined) {
			return;
		}

		const [{openAccelerators}, {localShell}] = await Promise.all([
			import('./accelerator-lanes.ts'),
			import('../transport/local-shell.ts'),
		]);
		if (!isClosed) {
			opened = openAccelerators(localShell(clock), {
				...{clock, where: 'this machine', onCommand},
			});
			await opened.answered;
		}
	}

	return {
		answered: open(),
		read: () => opened?.read() ?? nothing,
		close() {
			isClosed = true;
			opened?.close();
		},
	};
}
