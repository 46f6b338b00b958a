import {describe, expect, it} from 'vitest';
import {editConfig} from '../../source/parsers/config-edit.ts';
import type {ConfigEdit} from '../../source/parsers/config-splice.ts';

const file = `# Our rack.   Spacing  matters.
version: 1

cluster:   home-rack      # in the hall
nodes:
  # the one with the screen
  - name: pi-main
    local: true        # here

  - {name: pi-worker1,   host: 192.168.1.11}   # odd   spacing
  - name: pi-worker2
    host: 192.168.1.12
    tags: [ pi5,nvme ]   # as on the label
    # ssh: {port: 2222}

# the end of the nodes

models:
  - {name: "llama3.2:3b", replicas: 2}
`;

function edit(text: string, ...edits: readonly ConfigEdit[]): string {
	const result = editConfig(text, edits, 'config.yaml');
	if (!result.ok) {
		throw new Error(JSON.stringify(result.problems));
	}

	return result.text;
}

describe('an edit of the configuration', () => {
	it('changes one value and no other byte', () => {
		expect(edit(file, {path: ['nodes', 1, 'host'], set: '192.168.1.99'})).toBe(
			file.replace('192.168.1.11', '192.168.1.99'),
		);
		expect(edit(file, {path: ['cluster'], set: 'lab: 2'})).toBe(
			file.replace('home-rack ', '"lab: 2" '),
		);
		expect(edit(file, {path: ['nodes', 2, 'tags'], set: ['pi5']})).toBe(
			file.replace('[ pi5,nvme ]', '[pi5]'),
		);
	});

	it('adds a node after the last one', () => {
		const added = '  - name: gpu-01\n    tags:\n      - "022"\n';
		expect(edit(file, {path: ['nodes'], append: {name: 'gpu-01', tags: ['022']}})).toBe(
			file.replace('as on the label\n', `as on the label\n${added}`),
		);
	});

	it('adds to a list in brackets, to an empty one and to none', () => {
		expect(edit(file, {path: ['nodes', 2, 'tags'], append: 'a, b'})).toBe(
			file.replace('pi5,nvme ]', 'pi5,nvme, "a, b" ]'),
		);
		const small = 'version: 1 # one\nnodes: [{name: a}] # two\n';
		expect(edit(small, {path: ['models'], append: {name: 'llama3.2:3b'}})).toBe(
			`${small}models:\n  - name: llama3.2:3b\n`,
		);
		expect(
			edit('version: 1\nnodes: [] # none\n', {path: ['nodes'], append: {name: 'pi[1-3]'}}),
		).toBe("version: 1\nnodes: [{name: 'pi[1-3]'}] # none\n".replaceAll("'", '"'));
		expect(edit('version: 1\nnodes: # none\n', {path: ['nodes'], append: {name: 'a'}})).toBe(
			'version: 1\nnodes: [{name: a}] # none\n',
		);
	});

	it('adds a key to a node, in lines and in braces', () => {
		expect(edit(file, {path: ['nodes', 1, 'enabled'], set: false})).toBe(
			file.replace('192.168.1.11}', '192.168.1.11, enabled: false}'),
		);
		expect(edit(file, {path: ['nodes', 0, 'role'], set: 'controller'})).toBe(
			file.replace('# here\n', '# here\n    role: controller\n'),
		);
		expect(edit(file, {path: ['nodes', 2, 'ssh', 'port'], set: 22})).toBe(
			file.replace('as on the label\n', 'as on the label\n    ssh:\n      port: 22\n'),
		);
	});

	it('removes a node and its lines, and leaves the comments around it', () => {
		expect(edit(file, {path: ['nodes', 1], remove: true})).toBe(
			file.replace('  - {name: pi-worker1,   host: 192.168.1.11}   # odd   spacing\n', ''),
		);
		expect(edit(file, {path: ['models'], remove: true})).toBe(
			file.replace('models:\n  - {name: "llama3.2:3b", replicas: 2}\n', ''),
		);
		expect(edit(file, {path: ['models', 0], remove: true})).toContain('models: []');
	});

	it('keeps Windows line ends and the byte order mark', () => {
		const windows = `\uFEFF${file.replaceAll('\n', '\r\n')}`;
		const result = edit(windows, {path: ['nodes'], append: {name: 'a', host: 'b'}});
		expect(result).toBe(windows.replace('label\r\n', 'label\r\n  - name: a\r\n    host: b\r\n'));
	});

	it('works on a file whose last line has no end', () => {
		expect(edit('version: 1\nnodes:\n- name: a', {path: ['nodes'], append: {name: 'b'}})).toBe(
			'version: 1\nnodes:\n- name: a\n- name: b',
		);
	});

	it('is refused where the result would be a mistake', () => {
		const result = editConfig(file, [{path: ['nodes'], append: {name: 'pi-main'}}], 'config.yaml');
		expect(result).toMatchObject({
			ok: false,
			problems: [{path: 'nodes[3].name', message: 'names "pi-main", which is a node already'}],
		});
	});

	it('is refused behind an alias, where it would change two places', () => {
		const text =
			'version: 1\nnodes:\n  - {name: a, ssh: &s {user: pi, port: 22}}\n  - {name: b, ssh: *s}\n';
		const result = editConfig(text, [{path: ['nodes', 1, 'ssh', 'port'], set: 23}], 'c');
		expect(result).toMatchObject({ok: false, problems: [{path: 'nodes[1].ssh.port'}]});
	});

	it('is refused on a file that is a mistake already', () => {
		const result = editConfig('version: 1\nnodes: [', [{path: ['theme'], set: 'dark'}], 'c');
		expect(result.ok).toBe(false);
	});
});
