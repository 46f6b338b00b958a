import {demoScripts} from '../../source/cli/demo-probe.ts';
import {createRipple} from '../../source/demo/curve.ts';
import {createDemoWorld} from '../../source/demo/demo-world.ts';
import {seededChance} from '../../source/demo/draw.ts';
import {homeRack} from '../../source/demo/home-rack.ts';
import {largeRack} from '../../source/demo/large-rack.ts';
import {createLife, type NodeLife} from '../../source/demo/life.ts';
import {momentAt} from '../../source/demo/moment.ts';
import {answerText, bootText} from '../../source/demo/sampler-talk.ts';
import type {NodeSample} from '../../source/domain/node-sample.ts';
import {parseNodeSample} from '../../source/parsers/node-sample.ts';
import {createFrameReader} from '../../source/parsers/sampler-frame.ts';
import {FakeClock} from './fake-clock.ts';

export function demoLives(nodeCount?: number, seed = 1): readonly NodeLife[] {
	const ripple = createRipple(seededChance(seed));
	const plans = nodeCount === undefined ? homeRack : largeRack(nodeCount, seed);
	return plans.map(plan => createLife(plan, seed, ripple));
}

export function lifeNamed(name: string, lives = demoLives()): NodeLife {
	const life = lives.find(({plan}) => plan.name === name);
	if (life === undefined) {
		throw new Error(`no ${name} in this rack`);
	}

	return life;
}

/** What the program would know of the node then: its files as the sampler gives them, through the parsers. */
export function sampleAt(life: NodeLife, second: number): NodeSample {
	const moment = momentAt(life, second);
	const sections = new Map<string, string>();
	for (const event of createFrameReader().push(
		`${bootText(moment)}${answerText('7', moment)}`,
		4_194_304,
	)) {
		if (event.kind === 'frame') {
			for (const [path, text] of event.sections) {
				sections.set(path, text);
			}
		}
	}

	return parseNodeSample(sections);
}

/** A world with its own virtual clock. */
export function demoWorld(
	parts: {readonly seed?: number; readonly nodeCount?: number; readonly jobCount?: number} = {},
) {
	const clock = new FakeClock();
	const {seed = 1, nodeCount, jobCount} = parts;
	return {clock, world: createDemoWorld({seed, nodeCount, jobCount, clock, scripts: demoScripts})};
}
