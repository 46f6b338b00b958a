import type {Clock} from '../domain/clock.ts';
import type {OnCommand} from '../domain/command-run.ts';
import type {NodeProbe} from '../domain/node-probe.ts';
import type {ServeHttp} from '../domain/node-server.ts';
import type {OpenShell} from '../domain/shell.ts';
import {askStatfs, type StatfsQuestion} from '../transport/ask-statfs.ts';
import {localFiles} from '../transport/local-files.ts';
import {machineArchitecture} from '../transport/machine-architecture.ts';
import {openTcp} from '../transport/open-tcp.ts';
import {createHttpPorts} from './http-ports.ts';
import {createLocalFilesystems} from './local-filesystems.ts';
import {openLocalAccelerators} from './local-accelerators.ts';
import {createProcProbe} from './proc-probe.ts';
import {withAccelerators} from './with-accelerators.ts';

const filesystemDeadlineMs = 2000;
/** Longer than anybody waits for a connection here. */
const limitMs = 10_000;
/** Small, and each is enough to say that this is a Linux /proc; some containers hide one or the other. */
const signsOfProc = ['/proc/uptime', '/proc/loadavg', '/proc/meminfo'];

/** This machine: from its /proc, or from what the operating system's own interfaces tell where there is none. */
export async function openLocalProbe(clock: Clock, onCommand?: OnCommand): Promise<NodeProbe> {
	/** Loaded when somebody asks for it. */
	const openShell: OpenShell = async signal => {
		const {localShell} = await import('../transport/local-shell.ts');
		return localShell(clock)(signal);
	};
	const serveHttp: ServeHttp = async (answer, signal) => {
		const [{serveHttp: serve}, {listenHere}] = await Promise.all([
			import('../transport/serve-http.ts'),
			import('../transport/listen-here.ts'),
		]);
		return serve({listen: listenHere, clock}, answer, signal);
	};
	const http = createHttpPorts({
		...{where: 'this machine', clock},
		openStream: (port, signal) => openTcp({host: '127.0.0.1', port}, {clock, signal, limitMs}),
	});
	const files = localFiles();
	const signs = await Promise.all(signsOfProc.map(path => files.readFile(path, 65_536)));
	if (!signs.some(sign => sign.ok)) {
		const {createSysteminformationProbe} = await import('../transport/systeminformation-probe.ts');
		return closing(
			{...createSysteminformationProbe(clock), openShell, openHttp: http.openHttp, serveHttp},
			http,
		);
	}

	const filesystems = createLocalFilesystems({
		readFile: files.readFile,
		askHere: askStatfs,
		askApart,
		clock,
		deadlineMs: filesystemDeadlineMs,
	});
	const probe = createProcProbe({
		...{files, clock, filesystems, openShell, openHttp: http.openHttp, serveHttp},
		architecture: machineArchitecture(),
	});
	return closing(withAccelerators(probe, openLocalAccelerators(clock, onCommand), clock), http);
}

function closing(probe: NodeProbe, http: Pick<NodeProbe, 'close'>): NodeProbe {
	return {
		...probe,
		close() {
			http.close();
			probe.close();
		},
	};
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
