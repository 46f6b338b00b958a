import type {Clock} from '../domain/clock.ts';
import type {OnCommand} from '../domain/command-run.ts';
import type {NodeProbe} from '../domain/node-probe.ts';
import type {OpenShell} from '../domain/shell.ts';
import {askStatfs, type StatfsQuestion} from '../transport/ask-statfs.ts';
import {localFiles} from '../transport/local-files.ts';
import {machineArchitecture} from '../transport/machine-architecture.ts';
import {createLocalFilesystems} from './local-filesystems.ts';
import {openLocalAccelerators} from './local-accelerators.ts';
import {createProcProbe} from './proc-probe.ts';
import {withAccelerators} from './with-accelerators.ts';

const filesystemDeadlineMs = 2000;
/** Small, and each is enough to say that this is a Linux /proc; some containers hide one or the other. */
const signsOfProc = ['/proc/uptime', '/proc/loadavg', '/proc/meminfo'];

/** This machine: from its /proc, or from what the operating system's own interfaces tell where there is none. */
export async function openLocalProbe(clock: Clock, onCommand?: OnCommand): Promise<NodeProbe> {
	/** Loaded when somebody asks for it. */
	const openShell: OpenShell = async signal => {
		const {localShell} = await import('../transport/local-shell.ts');
		return localShell(clock)(signal);
	};
	const files = localFiles();
	const signs = await Promise.all(signsOfProc.map(path => files.readFile(path, 65_536)));
	if (!signs.some(sign => sign.ok)) {
		const {createSysteminformationProbe} = await import('../transport/systeminformation-probe.ts');
		return {...createSysteminformationProbe(clock), openShell};
	}

	const filesystems = createLocalFilesystems({
		readFile: files.readFile,
		askHere: askStatfs,
		askApart,
		clock,
		deadlineMs: filesystemDeadlineMs,
	});
	const probe = createProcProbe({
		...{files, clock, filesystems, openShell},
		architecture: machineArchitecture(),
	});
	return withAccelerators(probe, openLocalAccelerators(clock, onCommand), clock);
}

/** Most machines have no mount that could hang, and never load what starts processes. */
function askApart(mount: string): StatfsQuestion {
	const question = import('../transport/ask-statfs-apart.ts').then(({askStatfsApart}) =>
		askStatfsApart(mount),
	);
	return {
		answer: question.then(({answer}) => answer),
		cancel: () => void question.then(({cancel}) => cancel()),
	};
}
