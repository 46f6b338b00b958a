/** What nvidia-smi says of the cards of a node, and vcgencmd of a Raspberry Pi. */
import {trailing} from './curve.ts';
import type {GpuLife} from './life.ts';
import type {DemoGpu} from './machine.ts';
import {type Moment, sinceBoot} from './moment.ts';

const coolCelsius = 33;
const loadCelsius = 39;
/** The second card is further down, where it is cooler. */
const lowerCelsius = 2;
/** How long a card takes to become as warm as its load makes it. */
const warmsSeconds = 60;
const idleWatts = 21;
/** Of its limit, under full load. */
const fullPower = 0.935;
const lowerPower = 0.03;
/** Bits of clocks_event_reasons.active (parsers/nvidia-smi.ts names them). */
const reasons = {idle: 0x1, powerCap: 0x4, thermal: 0x20};

/** A line a card, with these fields in this order (`nvidia-smi --help-query-gpu`). */
export function nvidiaText(moment: Moment, fields: readonly string[]): string {
	const {machine, gpus} = moment.life;
	return machine.gpus
		.map((gpu, index) => {
			const life = gpus[index];
			const figures = life === undefined ? undefined : figuresOf(moment, {gpu, life, index});
			return `${fields.map(field => figures?.get(field) ?? '[N/A]').join(', ')}\n`;
		})
		.join('');
}

type Card = {readonly gpu: DemoGpu; readonly life: GpuLife; readonly index: number};

function figuresOf(moment: Moment, {gpu, life, index}: Card): ReadonlyMap<string, string> {
	const {second} = moment;
	const load = life.load.at(second);
	const warmth = trailing(life.load, second, warmsSeconds);
	const celsius = coolCelsius + loadCelsius * warmth - lowerCelsius * index + life.heat.at(second);
	const watts = idleWatts + (gpu.limitWatts * (fullPower - lowerPower * index) - idleWatts) * load;
	const isHot = moment.life.throttled.at(second) > 0.5;
	const active = isHot ? reasons.thermal : load > 0.9 ? reasons.powerCap : reasons.idle;
	const bits = `0x${active.toString(16).padStart(16, '0')}`;
	return new Map([
		['index', `${index}`],
		['count', `${moment.life.machine.gpus.length}`],
		['utilization.gpu', `${Math.round(load * 100)}`],
		['utilization.memory', `${Math.round(load * 62)}`],
		['memory.used', `${Math.round(gpu.memoryMebibytes * life.memory.at(second))}`],
		['memory.total', `${gpu.memoryMebibytes}`],
		['temperature.gpu', `${Math.round(celsius)}`],
		['power.draw', watts.toFixed(2)],
		['enforced.power.limit', gpu.limitWatts.toFixed(2)],
		['clocks_event_reasons.active', bits],
		['clocks_throttle_reasons.active', bits],
		['mig.mode.current', '[N/A]'],
		['name', gpu.name],
	]);
}

const throttledNow = 0x4;
const sinceBootShift = 16;

/** `throttled=0x40004` */
export function vcgencmdText(moment: Moment): string {
	const {throttled} = moment.life;
	const now = throttled.at(moment.second) > 0.5 ? throttledNow : 0;
	const ever = sinceBoot(throttled, moment) > 1 ? throttledNow << sinceBootShift : 0;
	return `throttled=0x${(now | ever).toString(16)}\n`;
}
