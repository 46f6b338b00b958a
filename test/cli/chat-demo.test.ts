import {readdirSync} from 'node:fs';
import {expect, it} from 'vitest';
import {runChat} from '../../source/cli/chat-command.ts';
import {parseDemoRequest} from '../../source/cli/demo-request.ts';
import {openDemoSession} from '../../source/cli/demo-session.ts';
import {parseArguments} from '../../source/cli/parse-arguments.ts';
import {run} from '../../source/cli/run.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {someSurroundings} from '../helpers/surroundings.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {answerSchemaErrors} from '../helpers/validate-document.ts';

async function chat(...args: readonly string[]) {
	const home = temporaryDirectory();
	const env = {XDG_STATE_HOME: home, HOME: home};
	const {world, printed, notes, complaints} = someSurroundings({clock: systemClock, env});
	const invocation = parseArguments(['chat', '--demo', ...args]);
	const demo = 'usage' in invocation ? invocation : parseDemoRequest(invocation.flags);
	if (demo === undefined || 'usage' in demo || 'usage' in invocation) {
		return expect.unreachable('usage');
	}

	const {surroundings} = openDemoSession(demo, world);
	const status = await runChat(invocation, surroundings, async () => undefined);
	return {
		...{status, printed: printed.join(''), notes: notes.join('\n'), complaints},
		written: readdirSync(home, {recursive: true}),
	};
}

it('the simulated rack answers, says who and why, and nothing is kept on disk', async () => {
	const {status, printed, notes, complaints, written} = await chat('Why is a node slow?');
	expect([status, complaints]).toEqual([0, []]);
	expect(printed).toMatch(/^#|\w{4}/);
	expect(notes).toMatch(/^llama3\.2:3b, on \d nodes/);
	expect(notes).toMatch(/→ gpu-0\d · warm/);
	expect(notes).not.toMatch(/\d{8}-\d{6}-/);
	expect(written).toEqual([]);
});

it('its document is that of the schema, and says that its rack is simulated', async () => {
	const {status, printed} = await chat('--json', '--nodes', '20', '--seed', '3', 'hello');
	const document: unknown = JSON.parse(printed);
	expect(answerSchemaErrors(document)).toEqual([]);
	expect(document).toMatchObject({demo: true, state: 'answered', attempts: [{}]});
	expect(document).not.toHaveProperty('conversation');
	expect(status).toBe(0);
});

it('goes on from no conversation, since it keeps none', async () => {
	const {world, complaints} = someSurroundings();
	expect(await run(['chat', '--demo', '--continue', 'last', 'and?'], world)).toBe(2);
	expect(complaints).toEqual(['--continue does not go with --demo, which keeps no conversations.']);
});
