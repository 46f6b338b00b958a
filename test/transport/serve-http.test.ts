import {request} from 'node:http';
import {connect} from 'node:net';
import {text} from 'node:stream/consumers';
import {describe, expect, onTestFinished, test} from 'vitest';
import type {AnswerHttp, HttpQuestion, ServedPort} from '../../source/domain/node-server.ts';
import type {Result} from '../../source/domain/result.ts';
import {listenHere} from '../../source/transport/listen-here.ts';
import {type Listen, serveHttp} from '../../source/transport/serve-http.ts';
import {expectValue, linkTo} from '../helpers/logged-in.ts';
import {type SshdOptions, startSshd} from '../helpers/sshd.ts';
import {
	connect as connectSystem,
	filesOf,
	knownTarget,
	systemWorld,
} from '../helpers/system-ssh.ts';
import {until} from '../helpers/until.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import type {Clock} from '../../source/domain/clock.ts';
import {systemClock} from '../../source/transport/clock.ts';

const {signal} = new AbortController();

const overSsh2 = async (options?: SshdOptions): Promise<Listen> => {
	const link = await linkTo(await startSshd(options));
	onTestFinished(() => link.close());
	return link.listen;
};
const overSystem = async (options?: SshdOptions): Promise<Listen> => {
	const link = expectValue(
		await connectSystem(knownTarget(await startSshd(options)), systemWorld()),
	);
	onTestFinished(() => link.close());
	return link.listen;
};
const ways = [
	['this machine', async () => listenHere],
	['ssh2', overSsh2],
	["the system's ssh", overSystem],
] as const;

describe.each(ways)('a server over %s', (_, open) => {
	test('answers on the loopback of the node what is asked there, with parts of it', async () => {
		const asked: HttpQuestion[] = [];
		const served = await serve(await open(), async question => {
			asked.push(question);
			return {status: 206, headers: {Location: '/there'}, body: pieces('one', ' two')};
		});
		const all = Array.from({length: 20}, (_each, index) =>
			get(served.port, `/a?${index}`, {Range: 'bytes=2-5'}),
		);

		for (const answer of await Promise.all(all)) {
			expect(answer).toEqual({status: 206, location: '/there', body: 'one two'});
		}

		expect(asked[0]).toMatchObject({method: 'GET', range: 'bytes=2-5'});
		expect(asked.map(({path}) => path).toSorted()).toContain('/a?19');
	});

	test('is read no faster than it is taken, and hears that nobody takes any more', async () => {
		let given = 0;
		let isOver = false;
		const served = await serve(await open(), async question => {
			question.signal.addEventListener('abort', () => {
				isOver = true;
			});
			return {status: 200, headers: {}, body: endless(() => (given += 1))};
		});
		const socket = connect(served.port, '127.0.0.1').pause();
		socket.write('GET / HTTP/1.1\r\nHost: node\r\n\r\n');
		await until(() => given > 2);
		let before = -1;
		await until(() => {
			const isStill = given === before;
			before = given;
			return isStill;
		});

		expect(given).toBeLessThan(500);
		socket.destroy();
		await until(() => isOver);
	});

	test('says of a body that is not asked for only how long it is, and reads none of it', async () => {
		let given = 0;
		const served = await serve(await open(), async () => ({
			status: 200,
			headers: {'Content-Length': '4711'},
			body: endless(() => (given += 1)),
		}));
		const {headers} = await fetch(`http://127.0.0.1:${served.port}/`, {method: 'HEAD'});
		expect([headers.get('content-length'), given]).toEqual(['4711', 0]);
	});

	test('cuts an answer off that cannot be read to its end', async () => {
		const served = await serve(await open(), async () => ({
			status: 200,
			headers: {'Content-Length': '100'},
			body: broken(),
		}));
		await expect(get(served.port, '/')).rejects.toThrow();
	});

	test('listens no more when it is closed, and ends what is open', async () => {
		const served = await serve(await open(), async () => ({
			status: 200,
			headers: {},
			body: endless(() => undefined),
		}));
		const asking = get(served.port, '/');
		const failing = expect(asking).rejects.toThrow();
		await served.close();
		await failing;
		// An sshd may take it still, and has nobody to give it to.
		await expect(get(served.port, '/')).rejects.toThrow(/ECONNREFUSED|ECONNRESET/);
		await served.close();
	});
});

describe.each([
	['ssh2', overSsh2],
	["the system's ssh", overSystem],
] as const)('an sshd that forbids to listen, over %s', (_, open) => {
	test.each(['AllowTcpForwarding local', 'PermitListen none', 'DisableForwarding yes'])(
		'%s is said with what mends it',
		async config => {
			const listen = await open({config: [config]});
			expect(
				await serveHttp({listen, clock: systemClock}, () => expect.unreachable(), signal),
			).toMatchObject({
				ok: false,
				failure: {kind: 'denied', reason: expect.stringContaining('PermitListen')},
			});
		},
	);
});

test("a socket of the system's ssh goes with its server", async () => {
	const world = systemWorld();
	const link = expectValue(await connectSystem(knownTarget(await startSshd()), world));
	onTestFinished(() => link.close());
	const served = await serve(link.listen, () => expect.unreachable());
	expect(filesOf(world).filter(name => name.includes('l-'))).toHaveLength(1);
	await served.close();
	expect(filesOf(world).filter(name => name.includes('l-'))).toEqual([]);
});

test('who asks nothing is let go, before the first question and after the last, and who is answered is not', async () => {
	const clock = new FakeClock();
	const body = pieces('slow');
	let goOn = (): void => undefined;
	const waiting = new Promise<void>(resolve => {
		goOn = resolve;
	});
	const answer: AnswerHttp = async ({path}) => {
		await (path === '/slow' ? waiting : undefined);
		return {
			status: 200,
			headers: {'Content-Length': '4'},
			body: path === '/slow' ? body : pieces('fast'),
		};
	};
	const {port} = await serve(listenHere, answer, clock);
	const streams = [
		'',
		'GET /fast HTTP/1.1\r\nHost: x\r\n\r\n',
		'GET /slow HTTP/1.1\r\nHost: x\r\n\r\n',
	].map(said => {
		const stream = connect(port, '127.0.0.1');
		const heard = {text: '', isOver: false};
		stream.on('data', (bytes: Buffer) => {
			heard.text += bytes.toString();
		});
		stream.on('close', () => {
			heard.isOver = true;
		});
		stream.write(said);
		onTestFinished(() => void stream.destroy());
		return heard;
	});
	const [mute, fast, slow] = streams;
	await until(() => fast?.text.endsWith('fast') === true && clock.timerCount === 2);
	await clock.advance(29_000);
	expect(streams.map(({isOver}) => isOver)).toEqual([false, false, false]);
	await clock.advance(2000);
	await until(() => mute?.isOver === true && fast?.isOver === true);
	expect(slow?.isOver).toBe(false);
	goOn();
	await until(() => slow?.text.endsWith('slow') === true);
});

async function serve(
	listen: Listen,
	answer: AnswerHttp,
	clock: Clock = systemClock,
): Promise<ServedPort> {
	const served: Result<ServedPort> = await serveHttp({listen, clock}, answer, signal);
	const value = expectValue(served);
	onTestFinished(() => value.close());
	return value;
}

function get(port: number, path: string, headers: Record<string, string> = {}) {
	return new Promise<object>((resolve, reject) => {
		const options = {host: '127.0.0.1', port, path, headers, agent: false};
		request(options, response => {
			const {statusCode: status, headers: said} = response;
			text(response).then(body => resolve({status, location: said.location, body}), reject);
		})
			.on('error', reject)
			.end();
	});
}

async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array, void> {
	for (const each of texts) {
		yield Buffer.from(each);
	}
}

async function* endless(onPiece: () => void): AsyncGenerator<Uint8Array, void> {
	for (;;) {
		onPiece();
		yield Buffer.alloc(65_536);
		await new Promise(resolve => {
			setImmediate(resolve);
		});
	}
}

async function* broken(): AsyncGenerator<Uint8Array, void> {
	yield Buffer.from('a part');
	throw new Error('the source is gone');
}
