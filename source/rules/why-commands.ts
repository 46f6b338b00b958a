/**
 * What a person types to look further: words of ours, and names from the configuration and from the node as words of
 * their own. Nothing here is ever run by this program.
 */
import type {NodeConfig} from '../domain/config.ts';
import type {Gpu} from '../domain/gpu.ts';
import type {LabelName} from '../domain/label.ts';
import type {Failure} from '../domain/failure.ts';
import type {Cause, WhyCommand, WhySubject} from '../domain/why.ts';

type Argv = readonly string[];

const processesBy = (column: string): WhyCommand =>
	onNode(['ps', '-eo', `pid,${column},comm`, `--sort=-${column}`], ['head']);

/** In the order in which they help. */
export function commandsFor(cause: Cause, subject: WhySubject): readonly WhyCommand[] {
	const {config, connection} = subject;
	switch (cause.kind) {
		case 'unreachable':
			return [here(['ping', '-c', '3', config.host])];
		case 'silent':
		case 'lateAnswers':
			return [
				here(['ping', '-c', '3', config.host]),
				here(['ssh', '-v', ...login(config), 'true']),
			];
		case 'refused':
			return [onNode(['systemctl', 'status', 'ssh'])];
		case 'keyNotAccepted':
			return [here(['ssh-copy-id', ...identityOf(config), ...login(config)])];
		case 'hostKeyUnknown':
		case 'hostKeyChanged':
		case 'hostKeyRevoked':
		case 'passphraseNeeded':
			return 'failure' in connection ? commandsForKey(connection.failure, config) : [];
		case 'restrictedShell':
			return [here(['ssh', ...login(config), 'true'])];
		case 'samplerEnded':
		case 'notUnderstood':
		case 'otherFailure':
			return [here(['clusterdeck', 'doctor', config.name])];
		case 'silentMount':
			return [onNode(['findmnt', cause.mount]), onNode(['dmesg'], ['tail'])];
		case 'diskFull':
			return [
				onNode(['du', '-xh', '--max-depth=1', cause.mount], ['sort', '-h']),
				onNode(['df', '-h', cause.mount]),
			];
		default:
			return commandsForLoad(cause, subject);
	}
}

function commandsForLoad({kind}: Cause, {label, figures}: WhySubject): readonly WhyCommand[] {
	const gpus = figures?.gpus ?? [];
	switch (kind) {
		case 'underVoltage':
			return [onNode(['vcgencmd', 'get_throttled']), onNode(['dmesg'], ['grep', '-i', 'voltage'])];
		case 'tooHot':
			return figures?.pi === undefined
				? [onNode(['sensors']), processesBy('pcpu')]
				: [onNode(['vcgencmd', 'measure_temp']), onNode(['vcgencmd', 'get_throttled'])];
		case 'clocksCapped':
			return gpuCommands(gpus, ['nvidia-smi', '-q', '-d', 'PERFORMANCE,TEMPERATURE']);
		case 'memoryShort':
			return [processesBy('rss'), onNode(['free', '-h'])];
		case 'disksBusy':
		case 'cpuBusy':
		case 'gpuBusy':
		case 'severalBusy':
			return boundCommands(label.name, gpus);
		case 'nothingHoldsIt':
		case 'littleToDo':
			return [processesBy('pcpu')];
		default:
			return [];
	}
}

/** Of all that the label names. */
function boundCommands(label: LabelName, gpus: readonly Gpu[]): readonly WhyCommand[] {
	return [
		...(label.includes('gpu') ? gpuCommands(gpus, ['nvidia-smi']) : []),
		...(label.includes('cpu') ? [processesBy('pcpu')] : []),
		...(label.includes('io')
			? [onNode(['iostat', '-x', '1']), onNode(['pidstat', '-d', '1'])]
			: []),
	];
}

const gpuTools: Readonly<Record<Exclude<Gpu['vendor'], 'nvidia'>, Argv>> = {
	amd: ['rocm-smi'],
	intel: ['intel_gpu_top'],
	jetson: ['tegrastats'],
};

/** The tool of each maker whose cards are there. */
function gpuCommands(gpus: readonly Gpu[], nvidia: Argv): readonly WhyCommand[] {
	const vendors = [...new Set(gpus.map(({vendor}) => vendor))];
	return vendors.map(vendor => onNode(vendor === 'nvidia' ? nvidia : gpuTools[vendor]));
}

function commandsForKey(failure: Failure, {name}: NodeConfig): readonly WhyCommand[] {
	switch (failure.kind) {
		case 'hostKeyUnknown':
			return [
				fingerprintThere(failure.keyType),
				here(['clusterdeck', 'nodes', 'accept-key', name]),
			];
		case 'hostKeyMismatch':
			return [
				fingerprintThere(failure.keyType),
				...failure.files.map(file => here(['ssh-keygen', '-R', failure.name, '-f', file])),
			];
		case 'needsPassphrase':
			return [here(['ssh-add', failure.keyFile])];
		default:
			return [];
	}
}

/** On its own keyboard: over the network it would be the key that is in doubt. */
function fingerprintThere(keyType: string): WhyCommand {
	const kind = ['ed25519', 'ecdsa', 'rsa'].find(one => keyType.toLowerCase().includes(one));
	return onNode(['ssh-keygen', '-lf', `/etc/ssh/ssh_host_${kind ?? 'ed25519'}_key.pub`]);
}

/** As ssh reads it; what its own configuration says is left to that. */
function login({host, ssh}: NodeConfig): Argv {
	return [
		...(ssh.port === undefined ? [] : ['-p', String(ssh.port)]),
		ssh.user === undefined ? host : `${ssh.user}@${host}`,
	];
}

function identityOf({ssh}: NodeConfig): Argv {
	return ssh.identity === undefined ? [] : ['-i', ssh.identity];
}

function here(...stages: readonly Argv[]): WhyCommand {
	return {where: 'here', stages};
}

function onNode(...stages: readonly Argv[]): WhyCommand {
	return {where: 'node', stages};
}
