import {describe, expect, test} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import {frameOf, inAscii, onConsole} from '../helpers/frame.tsx';
import {chartHistory} from '../helpers/chart-history.ts';
import {homeRack, stateOf} from '../helpers/home-rack.ts';

const rack = stateOf(homeRack(), {nodes: {cursor: 'gpu-01' as NodeName}});

function lines(text: string): string[] {
	return text.split('\n').slice(1, -1);
}

const history = chartHistory(450);

/** Without the line of speech, whose hints are another matter. */
function body(frame: readonly string[]): readonly string[] {
	return frame.slice(0, -1);
}

describe('the rack that SCREENS draws', () => {
	test('is drawn to the column at 80x24', () => {
		expect(body(frameOf(rack, {columns: 80, rows: 24}, {history}))).toEqual(
			lines(`
 home-rack  ● 6  ▲ 1  ✖ 1                  cpu  79%  mem  57%  gpu  79%   14:02
 1 Nodes  3 Chat  4 Models  6 Events                           every 2 s · live
     NODE            CPU         MEM         GPU         TEMP  STATE
   ✖ pi-storage     no route to host · last seen 13:48 · next try in 12 s
   ▲ pi-worker1      96% ████▊   88% ████▍     -         81°C  throttled
 › ● gpu-01          87% ████▍   61% ███     98% ████▉   71°C  mixed-gpu-cpu
   ● gpu-02          18% ▉       22% █▏      42% ██▏     61°C  underutilized
   ● login           24% █▎      38% █▉        -         48°C  underutilized
   ● pi-main         12% ▋       41% ██        -         52°C  underutilized
   ● pi-worker2      71% ███▌    64% ███▎      -         62°C  balanced
   ● pi-worker3       3% ▏       22% █▏        -         46°C  idle
 ─── gpu-01 ───────────────────────── worker · 32 cores · 128 GiB · up 12 d 4 h
     mixed-gpu-cpu   gpu 0 98% at 92% of its power limit, cpu 87% · since 13:41
     cpu                              43%  gpu                              98%
 100            ⣀⡠⠤⠤⠔⠒⠤⠤⠤⣀⡀                   ⡏⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⡆           ⡏⠉⠉
          ⢀⣀⠤⠔⠊⠉          ⠈⠑⠒  ⣀       ⣀⡠     ⡇                 ⡇           ⡇
   0 ⠉⠉⠉⠉⠉⠁                     ⠉⠉⠉⠉⠉⠉⠉    ⠉⠉⠉                  ⠉⠉⠉  ⠉⠉⠉⠉⠉⠉⠉
     cores  ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇  pressure  cpu  12%  io   3%
     gpu 0   98%  21.1/24.0 GiB  71°C  412 W  memory    78.1 of 128 GiB
     gpu 1   97%  21.1/24.0 GiB  71°C  398 W  /data     290 GiB free
     load   28.1  27.0  25.3                  eth0      1.2 MB/s ↓  240 kB/s ↑
                                              ssh       0.7 ms · up 42 m

`),
		);
	});

	test('is drawn to the column at 120x40', () => {
		expect(body(frameOf(rack, {columns: 120, rows: 40}, {history}))).toEqual(
			lines(`
 home-rack   ● 6  ▲ 1  ✖ 1              cpu  79%  mem  57%  gpu  79%                                              14:02
 1 Nodes  3 Chat  4 Models  6 Events                                                     worst first · every 2 s · live

     NODE           CPU              MEM              GPU              TEMP  DISK     NET ↓         ↑  STATE
   ✖ pi-storage    no route to host · last seen 13:48 · next try in 12 s · r tries now
   ▲ pi-worker1     96% █████████▋   88% ████████▊      -              81°C   71%  4.1 kB/s  2.2 kB/s  throttled
 › ● gpu-01         87% ████████▊    61% ██████▏      98% █████████▊   71°C   43%  1.2 MB/s  240 kB/s  mixed-gpu-cpu
   ● gpu-02         18% █▊           22% ██▎          42% ████▎        61°C   40%   12 kB/s   38 kB/s  underutilized
   ● login          24% ██▍          38% ███▊           -              48°C   55%  310 kB/s  1.1 MB/s  underutilized
   ● pi-main        12% █▎           41% ████▏          -              52°C   38%   22 kB/s   14 kB/s  underutilized
   ● pi-worker2     71% ███████▏     64% ██████▍        -              62°C   44%  2.4 MB/s   96 kB/s  balanced
   ● pi-worker3      3% ▎            22% ██▎            -              46°C   36%  0.9 kB/s  0.6 kB/s  idle

 ─── gpu-01 ─────────────────────────────────────── worker · Debian 13 · 32 cores · 128 GiB · 2x RTX 4090 · up 12 d 4 h
     mixed-gpu-cpu   gpu 0 98% at 92% of its power limit, cpu 87% · since 13:41

     cpu                              43%   memory                           61%   gpu                              98%
 100             ⢀⣀⠤⠤⠤⠤⢄⣀                                                             ⡏⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⡆           ⡏⠉⠉
             ⢀⡠⠔⠊⠁       ⠉⠒⠤⣀               ⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤  ⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤      ⡇                 ⡇           ⡇
     ⣀⡀ ⣀⣀⠤⠔⠊⠁                 ⠤⢄⣀⡀ ⣀⣀⡠⠔⠒                                          ⠤⠤⠤⠃                 ⠧⠤⠤  ⠤⠤⠤⠤⠤⠤⠤⠃
   0  ⠈⠉                          ⠈⠉

     temperature  40-90°C            48°C   net ↓  0-2 MB/s             1.2 MB/s   disk read  0-20 MB/s         12 MB/s

     ⢀⣀⣀⠤⠤⠤⠔⠒⠒⠒⠒⠉⠉⠉⠉⠉⠉⠉⠉⠉⠒⠒⠒⠒  ⠤⢄⣀⣀⡀           ⡏⠉⡆     ⡏⠉⡆     ⡏⠉⡆     ⡏⠉⡆     ⡏   ⢸⣾⣾⣾⣾⣾⣾⣾⣾⣾⣾⣾⣾⣾⣾⣾⣾⣾⣾⣾⣾⣾⣾⣾  ⢸⣾⣾⣾⣾⣾⣾⣾⣾⣾
     ⠁                             ⠈⠉⠉⠑⠒⠒   ⠒⠒⠒⠁ ⠓⠒⠒⠒⠒⠒⠁ ⠓⠒⠒⠒⠒⠒⠁ ⠓⠒⠒  ⠒⠁ ⠓⠒⠒⠒⠒⠒⠁   ⡸⡿⡿⡿⡿⡿⡿⡿⡿⡿⡿⡿⡿⡿⡿⡿⡿⡿⡿⡿⡿⡿⡿⡿  ⡸⡿⡿⡿⡿⡿⡿⡿⡿⡿
     2 m 24 s ago                     now

     cores     ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇               pressure   cpu  12%   io   3%   mem   0%
     gpu 0      98%  21.1/24.0 GiB   71°C   412/450 W         /data       71%   290 GiB free
     gpu 1      97%  21.1/24.0 GiB   71°C   398/450 W         /           43%   570 GiB free
     load      28.1  27.0  25.3   iowait   2%   steal   0%    nvme0n1     12 MB/s read   3.1 MB/s write
     memory    78.1 of 128 GiB                                eth0       1.2 MB/s ↓    240 kB/s ↑
                                                              ssh        0.7 ms · up 42 m





`),
		);
	});

	test('has four more columns at 200x50, a wider name, and words in its header', () => {
		const frame = frameOf(rack, {columns: 200, rows: 50}, {history});
		expect(frame).toHaveLength(50);
		expect([frame[0], ...frame.slice(3, 7)]).toEqual(
			lines(`
 home-rack   ● 6 up  ▲ 1 warn  ✖ 1 down                         cpu  79%  mem  57%  gpu  79%                                                                                                      14:02
     NODE                    CPU              MEM              GPU              TEMP  DISK     NET ↓         ↑  LOAD  CPU 2 MIN         READ     WRITE         UP  STATE
   ✖ pi-storage             no route to host · last seen 13:48 · next try in 12 s · r tries now
   ▲ pi-worker1              96% █████████▋   88% ████████▊      -              81°C   71%  4.1 kB/s  2.2 kB/s  0.10  ▅▆▇▇▇▆▅▃▂▃▃▄         -         -  12 d  4 h  throttled
 › ● gpu-01                  87% ████████▊    61% ██████▏      98% █████████▊   71°C   43%  1.2 MB/s  240 kB/s  28.1  ▅▆▇▇▇▆▅▃▂▃▃▄   12 MB/s  3.1 MB/s  12 d  4 h  mixed-gpu-cpu
`),
		);
	});

	test('has the load from 160 columns on, and the disk from 100', () => {
		const heads = [99, 100, 159, 160].map(columns => frameOf(rack, {columns, rows: 24})[2]);
		expect(heads.map(head => /DISK/.test(head ?? ''))).toEqual([false, true, true, true]);
		expect(heads.map(head => /LOAD/.test(head ?? ''))).toEqual([false, false, false, true]);
	});

	test('keeps to the glyphs of the Linux console', () => {
		const size = {columns: 80, rows: 25};
		expect(body(frameOf(rack, size, {history, profile: onConsole}))).toEqual(
			lines(`
 home-rack  ● 6  ▲ 1  x 1                  cpu  79%  mem  57%  gpu  79%   14:02
 1 Nodes  3 Chat  4 Models  6 Events                           every 2 s · live
     NODE            CPU         MEM         GPU         TEMP  STATE
   x pi-storage     no route to host · last seen 13:48 · next try in 12 s
   ▲ pi-worker1      96% ████▒   88% ████░     -         81°C  throttled
 > ● gpu-01          87% ████░   61% ███     98% ████▒   71°C  mixed-gpu-cpu
   ● gpu-02          18% █       22% █       42% ██      61°C  underutilized
   ● login           24% █░      38% ██        -         48°C  underutilized
   ● pi-main         12% ▒       41% ██        -         52°C  underutilized
   ● pi-worker2      71% ███▒    64% ███░      -         62°C  balanced
   ● pi-worker3       3% ░       22% █         -         46°C  idle
 ─── gpu-01 ───────────────────────── worker · 32 cores · 128 GiB · up 12 d 4 h
     mixed-gpu-cpu   gpu 0 98% at 92% of its power limit, cpu 87% · since 13:41
     cpu                              43%  gpu                              98%
 100 ─────┐                                ──────┐                       ┌─────
          └──────    ──────┐     ┌───────        └─────    ──────────────┘
   0                       └─────┘
     cores  ████████████████████████████████  pressure  cpu  12%  io   3%
     gpu 0   98%  21.1/24.0 GiB  71°C  412 W  memory    78.1 of 128 GiB
     gpu 1   97%  21.1/24.0 GiB  71°C  398 W  /data     290 GiB free
     load   28.1  27.0  25.3                  nvme0n1    12 MB/s r  3.1 MB/s w
                                              eth0      1.2 MB/s ↓  240 kB/s ↑
                                              ssh       0.7 ms · up 42 m

`),
		);
	});

	test('keeps to ascii', () => {
		const size = {columns: 80, rows: 24};
		const frame = frameOf(rack, size, {history, profile: inAscii});
		expect(body(frame)).toEqual(
			lines(`
 home-rack  o 6  ! 1  x 1                  cpu  79%  mem  57%  gpu  79%   14:02
 1 Nodes  3 Chat  4 Models  6 Events                           every 2 s | live
     NODE            CPU         MEM         GPU         TEMP  STATE
   x pi-storage     no route to host | last seen 13:48 | next try in 12 s
   ! pi-worker1      96% ====-   88% ====-     -         81 C  throttled
 > o gpu-01          87% ====-   61% ===     98% ====-   71 C  mixed-gpu-cpu
   o gpu-02          18% =       22% =       42% ==      61 C  underutilized
   o login           24% =       38% ==        -         48 C  underutilized
   o pi-main         12% -       41% ==        -         52 C  underutilized
   o pi-worker2      71% ===-    64% ===       -         62 C  balanced
   o pi-worker3       3% -       22% =         -         46 C  idle
 --- gpu-01 ------------------------- worker | 32 cores | 128 GiB | up 12 d 4 h
     mixed-gpu-cpu   gpu 0 98% at 92% of its power limit, cpu 87% | since 13:41
     cpu                              43%  gpu                              98%
 100 -----.                                ------.                       .-----
          '------    ------.     .-------        '-----    --------------'
   0                       '-----'
     cores  ################################  pressure  cpu  12%  io   3%
     gpu 0   98%  21.1/24.0 GiB  71 C  412 W  memory    78.1 of 128 GiB
     gpu 1   97%  21.1/24.0 GiB  71 C  398 W  /data     290 GiB free
     load   28.1  27.0  25.3                  eth0      1.2 MB/s i  240 kB/s o
                                              ssh       0.7 ms | up 42 m

`),
		);
		expect(frame.join('')).toMatch(/^[ -~]*$/);
	});
});
