/** What is wrong with the Ollama of a host. */
import type {OllamaFaults} from '../../test/ollama/faults.ts';
import type {Fault, FaultTable} from './fault.ts';
import type {HostContext} from './host-context.ts';
import {setOllamaFaults, signalOllama, startOllamaOn} from './ollama-host.ts';
import {ollamaPid} from './ollama-process.ts';
import {until} from './processes.ts';

type Said = {
	readonly usage: string;
	readonly says: string;
	readonly faults: (args: readonly string[]) => OllamaFaults;
};

/** Those that the server itself does. */
const played: Readonly<Record<string, Said>> = {
	'ollama-refuse': {
		usage: '',
		says: 'Ollama: nobody listens on its port; what is open is cut',
		faults: () => ({isRefusing: true}),
	},
	'ollama-hang': {
		usage: '',
		says: 'Ollama: takes every request and says nothing',
		faults: () => ({isHanging: true}),
	},
	'ollama-die': {
		usage: 'N',
		says: 'Ollama: the connection is cut after N pieces of an answer',
		faults: ([count]) => ({dieAfter: Number(count)}),
	},
	'ollama-stall': {
		usage: 'N',
		says: 'Ollama: nothing more after N pieces, with the connection open',
		faults: ([count]) => ({stallAfter: Number(count)}),
	},
	'ollama-end': {
		usage: 'N',
		says: 'Ollama: the stream ends after N pieces, without a last line',
		faults: ([count]) => ({endAfter: Number(count)}),
	},
	'ollama-error': {
		usage: 'N [TEXT]',
		says: 'Ollama: an error after N pieces; 0: status 500',
		faults: ([count, ...words]) => ({
			errorAfter: Number(count),
			...(words.length === 0 ? {} : {errorText: words.join(' ')}),
		}),
	},
	'ollama-busy': {
		usage: '',
		says: 'Ollama: status 503, its queue is full',
		faults: () => ({isBusy: true}),
	},
	'ollama-load': {
		usage: 'MS',
		says: 'Ollama: a model takes so long to load',
		faults: ([ms]) => ({loadMs: Number(ms)}),
	},
	'ollama-load-error': {
		usage: 'TEXT',
		says: 'Ollama: no model can be loaded',
		faults: words => ({loadError: words.join(' ')}),
	},
	'ollama-answer': {
		usage: 'STATUS BODY',
		says: 'Ollama: whatever is asked, this is the answer',
		faults: ([status, ...words]) => ({answer: {status: Number(status), body: words.join(' ')}}),
	},
	'ollama-other': {
		usage: 'web|ssh',
		says: 'Ollama: another kind of server has its port',
		faults: ([kind]) => ({otherServer: kind === 'ssh' ? 'ssh' : 'web'}),
	},
	'ollama-split': {
		usage: 'BYTE...',
		says: 'Ollama: chunks end at these bytes of every answer, also within a character',
		faults: places => ({splitAt: places.map(Number)}),
	},
};

export const ollamaFaults: FaultTable = {
	'ollama-stop': {
		usage: '',
		says: 'Ollama: stopped (SIGSTOP), as on a host that hangs',
		isPlain: false,
		inflict: async context => signalOllama(context, 'SIGSTOP'),
		heal: async context => signalOllama(context, 'SIGCONT'),
	},
	'ollama-kill': {
		usage: '',
		says: 'Ollama: killed',
		isPlain: false,
		inflict: async context => {
			signalOllama(context, 'SIGKILL');
			await until('the end of Ollama', () => ollamaPid(context) === undefined);
		},
		heal: startOllamaOn,
	},
	...Object.fromEntries(
		Object.entries(played).map(([kind, {usage, says}]): [string, Fault] => [
			kind,
			{
				...{usage, says, isPlain: false, isAdjustable: true},
				inflict: context => play(context, () => true),
				heal: context => play(context, each => each !== kind),
			},
		]),
	),
};

/** All of them at once, since the server is told the whole. */
function play(context: HostContext, isLeft: (kind: string) => boolean): Promise<void> {
	const faults = Object.entries(context.host.faults)
		.filter(([kind]) => isLeft(kind))
		.map(([kind, args]) => played[kind]?.faults(args));
	return setOllamaFaults(context, Object.assign({}, ...faults) as OllamaFaults);
}
