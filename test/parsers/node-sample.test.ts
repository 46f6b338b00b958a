import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {parseNodeSample} from '../../source/parsers/node-sample.ts';
import {fixtureSections} from '../helpers/node-fixture.ts';

describe('parseNodeSample', () => {
	it('puts the whole capture together without a problem', () => {
		const sample = parseNodeSample(fixtureSections('debian-12-x86-vm'));
		expect(sample.problems).toEqual([]);
		expect(sample.cores).toHaveLength(2);
		expect(sample.disks.map(({device}) => device)).toEqual(['vda']);
		expect(sample.interfaces.map(counters => counters.interface)).toEqual(['eth0']);
		expect(sample.bootId).toBe('00000000-0000-4000-8000-000000000001');
		expect(sample.pressure.io?.someMicroseconds).toBeGreaterThan(0);
		expect([sample.temperatures, sample.frequencyHz, sample.pi]).toEqual([
			[],
			undefined,
			undefined,
		]);
	});

	it('knows nothing of a node without files, and has no problem with it', () => {
		expect(parseNodeSample(new Map())).toEqual({
			uptimeSeconds: undefined,
			bootId: undefined,
			cpu: undefined,
			cores: [],
			load: undefined,
			memory: undefined,
			paging: undefined,
			pressure: {cpu: undefined, io: undefined, memory: undefined},
			disks: [],
			interfaces: [],
			temperatures: [],
			frequencyHz: undefined,
			gpus: [],
			pi: undefined,
			problems: [],
		});
	});

	it('shows a zone once that the kernel mirrors as a chip', () => {
		const {temperatures} = parseNodeSample(fixtureSections('acpi-zone'));
		expect(temperatures).toEqual([{sensor: 'acpitz', celsius: 25}]);
	});

	it('shows the mirror of a zone that gives no reading', () => {
		const sections = new Map(fixtureSections('acpi-zone'));
		sections.set('/sys/class/thermal/thermal_zone0/temp', 'N/A\n');
		const {temperatures, problems} = parseNodeSample(sections);
		expect(temperatures).toHaveLength(3);
		expect(problems).toMatchObject([
			{source: '/sys/class/thermal/thermal_zone0/temp', line: 'N/A'},
		]);
	});

	it('leaves the members of a bond out', () => {
		const sections = new Map(fixtureSections('debian-12-x86-vm'));
		sections.set('/sys/class/net/bond0/bonding/slaves', 'eth0 eth1\n');
		expect(parseNodeSample(sections).interfaces).toEqual([]);
	});

	it('keeps the rest when any one file is garbage', () => {
		const sections = fixtureSections('debian-12-x86-vm');
		const whole = parseNodeSample(sections);
		fc.assert(
			fc.property(
				fc.constantFrom(...sections.keys()),
				fc.string({unit: 'binary'}),
				(path, text) => {
					const damaged = parseNodeSample(new Map([...sections, [path, text]]));
					const kept = Object.keys(whole).filter(
						key =>
							JSON.stringify(Reflect.get(damaged, key)) === JSON.stringify(Reflect.get(whole, key)),
					);
					// One file feeds at most two fields; its problems are a third.
					expect(kept.length).toBeGreaterThanOrEqual(Object.keys(whole).length - 3);
				},
			),
		);
	});
});
