/** What `journalctl -f -o short-iso` and `tail -F` say on a simulated node. */
import {drawn, drawnIndex} from './draw.ts';
import type {NodeLife} from './life.ts';
import {actSeconds} from './plan.ts';
import {absenceAt, bootSecond} from './presence.ts';

/** Lines of a log after one second of the story, up to another. */
export type LogLines = (life: NodeLife, afterSecond: number, toSecond: number) => string;

/** Both logs tell so much of what was before they were opened. */
export const rememberedSeconds = 3600;

const everySeconds = 9;
const stepsEverySeconds = 6;
/** The second 0 of the story, as the nodes' own clocks have it. */
const beginningMs = Date.UTC(2026, 10, 21, 14, 2, 11);

type Chatter = readonly [program: string, message: string];

/** Each is a program and what it says; a node draws one every few seconds. `place`: the number of the line. */
const chatter: ReadonlyArray<(place: number) => Chatter> = [
	() => ['CRON', '(root) CMD (command -v debian-sa1 > /dev/null && debian-sa1 1 1)'],
	() => ['systemd', 'Starting sysstat-collect.service - system activity accounting tool...'],
	() => ['systemd', 'sysstat-collect.service: Deactivated successfully.'],
	place => [
		'sshd-session',
		`Accepted publickey for alice from 192.168.1.2 port ${50_000 + (place % 9000)} ssh2: ED25519`,
	],
	place => ['systemd-logind', `New session ${sessionOf(place)} of user alice.`],
	() => ['systemd-timesyncd', 'Contacted time server 192.168.1.1:123 (192.168.1.1).'],
	place => [
		'systemd-logind',
		`Session ${sessionOf(place)} logged out. Waiting for processes to exit.`,
	],
	place => [
		'systemd',
		`Started session-${sessionOf(place)}.scope - Session ${sessionOf(place)} of User alice.`,
	],
	place => [
		'smartd',
		`Device: /dev/nvme0, SMART Usage Attribute: 194 Temperature changed from ${61 + (place % 3)} to ${60 + (place % 3)}`,
	],
	place => [
		'dhclient',
		`bound to 192.168.1.14 -- renewal in ${1500 + ((place * 37) % 300)} seconds.`,
	],
];

/** Sessions are counted from the boot of the node. */
function sessionOf(place: number): number {
	return 1000 + place;
}

/** Programs that run once for each thing that they do. */
const shortLived: ReadonlySet<string> = new Set(['CRON', 'sshd-session']);

/** A daemon keeps its process. */
function processOf(program: string, place: number): number {
	if (program === 'systemd') {
		return 1;
	}

	return shortLived.has(program) ? 9000 + 7 * place : 600 + drawnIndex(200, 0, program);
}

export const journalLines: LogLines = (life, afterSecond, toSecond) => {
	const {name} = life.plan;
	const lines: Array<readonly [second: number, text: string]> = [];
	for (const [second, place] of ticksBetween(afterSecond, toSecond, everySeconds)) {
		const said = chatter[drawnIndex(chatter.length, life.seed, name, `${place}`)]?.(place);
		const [program, message] = said ?? ['CRON', ''];
		lines.push([second, `${program}[${processOf(program, place)}]: ${message}`]);
	}

	for (const [second, text] of storyLines(life)) {
		const first = Math.ceil((afterSecond - second) / actSeconds);
		for (let at = second + first * actSeconds; at <= toSecond; at += actSeconds) {
			if (at > afterSecond) {
				lines.push([at, text]);
			}
		}
	}

	return lines
		.filter(([second]) => absenceAt(life, second)?.how !== 'unreachable')
		.sort(([one], [other]) => one - other)
		.map(([second, text]) => `${timeText(second)}+0000 ${name} ${text}\n`)
		.join('');
};

/** What the story does to a node, as its kernel tells it: the seconds of an act. */
function storyLines({plan}: NodeLife): ReadonlyArray<readonly [second: number, text: string]> {
	return [
		...plan.oomKills.map(
			second =>
				[
					second,
					'kernel: Out of memory: Killed process 2417 (python3) total-vm:9120044kB, anon-rss:6814208kB',
				] as const,
		),
		...plan.absences.flatMap(({bootsAtSecond, toSecond}) =>
			bootsAtSecond === undefined
				? []
				: ([
						[
							toSecond,
							`kernel: Linux version ${plan.machine.kernel} (debian-kernel@lists.debian.org)`,
						],
						[toSecond + 1, 'systemd[1]: Reached target multi-user.target - Multi-User System.'],
					] as const),
		),
	];
}

const stepsPerLine = 100;

/** A job that trains: it writes while its card works. */
export const trainingLines: LogLines = (life, afterSecond, toSecond) => {
	let text = '';
	for (const [second, place] of ticksBetween(afterSecond, toSecond, stepsEverySeconds)) {
		const [card] = life.gpus;
		if (card !== undefined && card.load.at(second) > 0.5 && second > bootSecond(life, second)) {
			text += `${stepText(life, place)}\n`;
		}
	}

	return text;
};

const stepsPerEpoch = 12_000;

function stepText({seed, plan}: NodeLife, place: number): string {
	const step = 18_000 + place * stepsPerLine;
	const epochStep = ((step % stepsPerEpoch) + stepsPerEpoch) % stepsPerEpoch;
	const chance = drawn(seed, plan.name, place);
	const loss = 1.4 + 1.2 * Math.exp(-epochStep / 4000) + 0.02 * chance;
	return place % 10 === 0
		? `checkpoint written to ckpt/step-${epochStep} (${(1.8 + chance).toFixed(1)} s)`
		: `step ${epochStep}  loss ${loss.toFixed(4)}  lr 8.1e-05  ${(6.3 + 0.2 * chance).toFixed(2)} it/s`;
}

/** Every so often, with the number of each: those after one second, up to another. */
function ticksBetween(afterSecond: number, toSecond: number, every: number) {
	const ticks: Array<readonly [second: number, place: number]> = [];
	for (let place = Math.floor(afterSecond / every) + 1; place * every <= toSecond; place += 1) {
		ticks.push([place * every, place]);
	}

	return ticks;
}

function timeText(second: number): string {
	return new Date(beginningMs + Math.floor(second) * 1000).toISOString().slice(0, -'.000Z'.length);
}
