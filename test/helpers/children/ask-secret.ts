/** Asks what the arguments say on the terminal, one question each, and prints how many characters the answers had. */
import process from 'node:process';
import {createAsker} from '../../../source/cli/ask-secret.ts';
import {createOutput} from '../../../source/cli/output.ts';
import {stopOnSignals} from '../../../source/cli/stop-on-signals.ts';
import {systemClock} from '../../../source/transport/clock.ts';

process.stdout.write(`pid ${process.pid}\n`);
const stopping = new AbortController();
const {stdout, stderr} = process;
createOutput({stdout, stderr, signal: stopping.signal, onClosed: () => stopping.abort()});
const status = stopOnSignals(stopping);
const asker = createAsker({
	input: () => process.stdin,
	output: () => stderr,
	interrupt: () => void process.emit('SIGINT', 'SIGINT'),
	signal: stopping.signal,
	clock: systemClock,
});
const never = new AbortController().signal;
const answers = await Promise.all(
	process.argv.slice(2).map(word => {
		const [kind = '', text = ''] = word.split('=');
		return kind === 'key'
			? asker.ask({kind: 'passphrase', where: 'pi-1', keyFile: text, isRepeated: false}, never)
			: asker.ask({kind: 'answer', where: 'pi-1', prompt: text, isHidden: kind !== 'shown'}, never);
	}),
);
const lengths = answers.map(answer => answer?.reveal().length ?? 'none');
stdout.write(`answers ${lengths.join(' ')}, ${asker.isAsking() ? 'asking' : 'idle'}\n`);
process.exitCode = status() ?? 0;
