import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {
	chmodSync,
	cpSync,
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import {hostname} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {setTimeout as pause} from 'node:timers/promises';
import {describe, expect, onTestFinished, test} from 'vitest';
import {
	makeFileAtomically,
	sweepTemporaryFiles,
	writeFileAtomically,
} from '../../source/transport/write-file.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

const isFull = process.env['FULL'] === '1';
const isRoot = process.getuid?.() === 0;
const repository = join(import.meta.dirname, '../..');
const children = 'test/helpers/children';

describe('a written file', () => {
	test('has the new text and the mode, and leaves nothing beside it', async () => {
		const directory = temporaryDirectory();
		const path = join(directory, 'state.json');
		expect(await write(path, 'old')).toEqual({ok: true, value: undefined});
		expect(await write(path, 'new é')).toEqual({ok: true, value: undefined});
		expect(readFileSync(path, 'utf8')).toBe('new é');
		expect(statSync(path).mode & 0o777).toBe(0o600);
		expect(readdirSync(directory)).toEqual(['state.json']);
	});

	test('is one of those that were written at the same time, whole', async () => {
		const path = join(temporaryDirectory(), 'state.json');
		const texts = Array.from({length: 20}, (_, index) => `${index}`.repeat(10_000));
		await Promise.all(texts.map(text => write(path, text)));
		expect(texts).toContain(readFileSync(path, 'utf8'));
	});
});

/** As vfat and most of FUSE answer link(2). */
function withoutLinks(code: string) {
	return async () => {
		throw Object.assign(new Error(code), {code, errno: -1});
	};
}

describe('a new file', () => {
	test.each(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])(
		'is made whole, private and once where there are no hard links (%s)',
		async code => {
			const directory = temporaryDirectory();
			const path = join(directory, 'talk.jsonl');
			expect(await makeFileAtomically(path, 'é', withoutLinks(code))).toMatchObject({ok: true});
			expect(await makeFileAtomically(path, 'other', withoutLinks(code))).toMatchObject({
				failure: {kind: 'rejected', where: path},
			});
			expect(readFileSync(path, 'utf8')).toBe('é');
			expect(statSync(path).mode & 0o777).toBe(0o600);
			expect(readdirSync(directory)).toEqual(['talk.jsonl']);
		},
	);

	test('is not made where its name cannot be given, and leaves nothing', async () => {
		const directory = temporaryDirectory();
		const path = join(directory, 'talk.jsonl');
		expect(await makeFileAtomically(path, 'text', withoutLinks('EROFS'))).toMatchObject({
			failure: {kind: 'denied', where: path},
		});
		expect(readdirSync(directory)).toEqual([]);
	});
});

describe('a link', () => {
	test('in the place of the file is refused, and neither it nor its target changes', async () => {
		const directory = temporaryDirectory();
		const victim = join(directory, 'victim');
		const path = join(directory, 'state.json');
		writeFileSync(victim, 'precious');
		symlinkSync(victim, path);
		expect(await write(path, 'new')).toMatchObject({failure: {kind: 'denied', where: path}});
		expect(readFileSync(victim, 'utf8')).toBe('precious');
		expect(lstatSync(path).isSymbolicLink()).toBe(true);
	});

	test('in the place of the directory is refused', async () => {
		const directory = temporaryDirectory();
		mkdirSync(join(directory, 'real'));
		symlinkSync('real', join(directory, 'link'));
		const result = await write(join(directory, 'link', 'state.json'), 'new');
		expect(result).toMatchObject({failure: {kind: 'denied', where: join(directory, 'link')}});
		expect(readdirSync(join(directory, 'real'))).toEqual([]);
	});

	test('that comes and goes while we write never gets its target written', async () => {
		const directory = temporaryDirectory();
		const victim = join(directory, 'victim');
		const path = join(directory, 'state.json');
		writeFileSync(victim, 'precious');
		for (let round = 0; round < (isFull ? 1000 : 100); round += 1) {
			const writing = write(path, `${round}`);
			rmSync(path, {force: true});
			symlinkSync(victim, path);
			await writing;
			rmSync(path, {force: true});
			expect(readFileSync(victim, 'utf8')).toBe('precious');
		}
	});
});

describe('a place that cannot be written', () => {
	test('is missing, a file or a directory: a failure, and nothing changes', async () => {
		const directory = temporaryDirectory();
		expect(await write(join(directory, 'none', 'x'), '')).toMatchObject({
			failure: {kind: 'missing'},
		});
		writeFileSync(join(directory, 'file'), 'text');
		expect(await write(join(directory, 'file', 'x'), '')).toMatchObject({
			failure: {kind: 'denied'},
		});
		mkdirSync(join(directory, 'folder'));
		expect(await write(join(directory, 'folder'), '')).toMatchObject({failure: {kind: 'denied'}});
		expect(await write(join(directory, 'x'.repeat(300)), '')).toMatchObject({
			failure: {kind: 'rejected', reason: 'name too long'},
		});
		expect(readdirSync(directory).toSorted()).toEqual(['file', 'folder']);
	});

	test("is another user's: denied", async context => {
		if (!isRoot) {
			context.skip('only root can become another user');
		}

		const directory = temporaryDirectory();
		chmodSync(directory, 0o755);
		cpSync(join(repository, 'source'), join(directory, 'source'), {recursive: true});
		cpSync(join(repository, children), join(directory, children), {recursive: true});
		writeFileSync(join(directory, 'package.json'), '{"type":"module"}');
		mkdirSync(join(directory, 'state'));
		writeFileSync(join(directory, 'state', 'x'), 'old');
		cpSync(process.execPath, join(directory, 'node'));
		const script = join(directory, children, 'write-once.ts');
		const argv = [script, join(directory, 'state', 'x'), 'new'];
		const user = {uid: 65534, gid: 65534, cwd: directory};
		const answer = execFileSync(join(directory, 'node'), argv, {...user, encoding: 'utf8'});
		expect(JSON.parse(answer)).toMatchObject({ok: false, failure: {kind: 'denied'}});
		expect(readFileSync(join(directory, 'state', 'x'), 'utf8')).toBe('old');
	});

	test('is a full disk: the old file stays, and nothing is left beside it', async context => {
		if (!isRoot) {
			context.skip('only root can mount a small disk');
		}

		const disk = temporaryDirectory();
		execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk]);
		onTestFinished(() => {
			execFileSync('umount', [disk]);
		});
		const path = join(disk, 'state.json');
		const old = 'o'.repeat(100_000);
		expect(await write(path, old)).toMatchObject({ok: true});
		for (const length of [200_000, 170_001, 5_000_000]) {
			expect(await write(path, 'n'.repeat(length))).toEqual({
				ok: false,
				failure: {kind: 'diskFull', where: path},
			});
			expect(readFileSync(path, 'utf8')).toBe(old);
			expect(readdirSync(disk)).toEqual(['state.json']);
		}

		expect(await write(path, 'n'.repeat(100_000))).toMatchObject({ok: true});
	});
});

describe('temporary files of writers that were killed', () => {
	test('are swept, those of the living and all other files stay', async () => {
		const directory = temporaryDirectory();
		const uuid = '00000000-0000-4000-8000-000000000000';
		const host = hostname().replaceAll(/[^A-Za-z0-9-]/g, '_');
		const ended = spawn('true');
		await once(ended, 'exit');
		const orphans = [
			`.a.${host}.${ended.pid}.${uuid}.${uuid}.tmp`,
			`.a.${host}.${process.pid}.${uuid}.${uuid}.tmp`,
		];
		const others = [
			'a',
			'.a.tmp',
			`.a.${host}.${process.ppid}.${uuid}.${uuid}.tmp`,
			`.a.elsewhere.${ended.pid}.${uuid}.${uuid}.tmp`,
		];
		for (const name of [...orphans, ...others]) {
			writeFileSync(join(directory, name), '');
		}

		expect(await sweepTemporaryFiles(directory)).toEqual({ok: true, value: 2});
		expect(readdirSync(directory).toSorted()).toEqual(others.toSorted());
	});

	test('cannot be swept where there is no directory', async () => {
		const result = await sweepTemporaryFiles(join(temporaryDirectory(), 'none'));
		expect(result).toMatchObject({failure: {kind: 'missing'}});
	});
});

test('a writer killed at any moment leaves a readable file, no older than it acknowledged', async () => {
	const directory = temporaryDirectory();
	const path = join(directory, 'state.json');
	let orphans = 0;
	for (let round = 0; round < (isFull ? 1000 : 100); round += 1) {
		const acknowledged = await killWriter(path, (round * 7) % 40);
		if (existsSync(path)) {
			const {generation} = JSON.parse(readFileSync(path, 'utf8'));
			expect(generation).toBeGreaterThanOrEqual(acknowledged);
		} else {
			expect(acknowledged).toBe(0);
		}

		const swept = await sweepTemporaryFiles(directory);
		orphans += swept.ok ? swept.value : 0;
		expect(readdirSync(directory).filter(name => name !== 'state.json')).toEqual([]);
		rmSync(path, {force: true});
	}

	// That none was ever left would mean that no kill hit a write.
	expect(orphans).toBeGreaterThan(0);
});

/** Starts a writer, kills it some time after its first acknowledgement, and gives the last generation it claimed. */
async function killWriter(path: string, delayMs: number): Promise<number> {
	const child = spawn(process.execPath, [join(repository, children, 'rewrite-state.ts'), path]);
	const closed = once(child, 'close');
	const lines = createInterface({input: child.stdout});
	let last = 0;
	lines.on('line', line => {
		last = Number(line);
	});
	await once(lines, 'line');
	await pause(delayMs);
	child.kill('SIGKILL');
	await closed;
	expect(last).not.toBeNaN();
	return last;
}

function write(path: string, text: string) {
	return writeFileAtomically({path, text, mode: 0o600});
}
