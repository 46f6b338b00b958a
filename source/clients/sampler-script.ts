/**
 * What runs on a node: a constant for the stdin of its /bin/sh, and nothing that is put together from data. It looks
 * once for the files that can be read, then an awk stays and answers a line at a time, without a process a sample.
 *
 *     we write                it answers
 *     (the script)            @fixed =PATH text... .     what does not change: names, labels, boot id, `uname -m`
 *                             READY awk                  or `READY sh` where there is no awk, or `NO Darwin` and ends
 *     7                       @7 =PATH text... .         every counter and every sensor
 *     8 /proc/cpuinfo         @8 =/proc/cpuinfo text .   those files instead, as far as they can be read
 *     9 +                     (as after the script)      looks for the files again; the question is to be asked again
 *
 * Nothing may be asked before READY: dash and busybox read their script in blocks, and would swallow it. A line of a
 * file that begins like a line of the frame (`. = @`) or with `~` comes with a `~` before it; sh leaves such files out.
 *
 * Reading whole files (RS is a byte that none of them has) and cutting with index and substr costs a fraction of a loop
 * over their lines: 0.04 ms for /proc/vmstat instead of 0.17. mawk cannot do both that and answer at once: told to be
 * interactive it reads every file by lines, so it keeps the wanted lines and leaves off after the last. Being so it
 * also survives a read that fails, as of a radio that is off, which else ends it. Sensors of 1-wire take 750 ms each
 * and are left out, and so is what cannot be read when the script looks for it.
 *
 * The same files as proc-probe.ts and discover-sensors.ts read here.
 */
export const samplerScript = String.raw`LC_ALL=C;export LC_ALL
has() { x=;{ read -r x <"$1";} 2>/dev/null;[ -n "$x" ];}
each() { for f do [ $n -lt 512 ]&&has "$f"&&{ n=$((n+1));L="$L $f";};done;}
once() { for f do [ $n -lt 512 ]&&has "$f"&&K="$K $f";done;}
clocks() {
i=0;j=-1
for d do k=$((i*16/$#));i=$((i+1));[ $k = $j ]||{ j=$k;each $d/scaling_cur_freq;once $d/affected_cpus;};done
}
look() {
set +f;L=;K=;n=0
each /proc/uptime /proc/stat /proc/diskstats /proc/net/dev /proc/vmstat /proc/meminfo /proc/loadavg
each /proc/pressure/cpu /proc/pressure/io /proc/pressure/memory
once /proc/sys/kernel/random/boot_id /sys/class/net/*/bonding/slaves
for d in /sys/class/thermal/thermal_zone*;do each $d/temp;once $d/type;done
for d in /sys/class/hwmon/hwmon*;do
has $d/name||has $d/device/name
case $x in w1_slave_temp)continue;;rpi_volt)each $d/in0_lcrit_alarm;;esac
set -- $d/temp*_input;[ -e "$1" ]||set -- $d/device/temp*_input
each "$@";once $d/name $d/device/name $d/temp*_label $d/device/temp*_label
done
set -- /sys/devices/system/cpu/cpufreq/policy*;[ -e "$1" ]||set -- /sys/devices/system/cpu/cpu[0-9]*/cpufreq
clocks "$@"
for d in /sys/class/drm/card*/device;do
has $d/vendor&&[ "$x" = 0x1002 ]||continue
once $d/vendor $d/device $d/product_name $d/mem_info_vram_total
each $d/gpu_busy_percent $d/mem_busy_percent $d/mem_info_vram_used
for h in $d/hwmon/hwmon*;do each $h/power1_average $h/power1_input $h/power1_cap $h/temp*_input;once $h/temp*_label;done
done
set -f
}
text() { case $1 in /sys/*)has "$1";echo "$x";;/proc/cpuinfo)head -n 200 $1;;*)cat $1;;esac 2>/dev/null;}
put() { case "$N$2" in "$N"|*"$N"[.=@~]*);;*)printf '=%s\n%s\n' "$1" "$2";;esac;}
N='
'
M=$(uname -m 2>/dev/null);A=;J=$(printf '\001')
case $(awk -W version 2>&1 </dev/null) in mawk*)A='awk -W interactive';J=$N;;*)command -v awk >/dev/null 2>&1&&A=awk;;esac
export L K M J
while :;do
look
case $L in */proc/uptime*|*/proc/loadavg*|*/proc/meminfo*);;*)echo "NO $(uname -s)";exit;;esac
if [ -n "$A" ];then
$A '
function slurp(f,s,l){s="";if((getline s<f)>0)while(length(s)<1048576&&(getline l<f)>0)s=s J l;close(f);return s}
function head(f,s,l,i){RS="\n";while(i++<200&&(getline l<f)>0)s=s l "\n";close(f);RS="\001";return s}
function grab(f,s,l){while((getline l<f)>0)if(l~/^(MemT|MemA|Swap[TF]|Shmem:|nr_shmem |pswp|pgmajfault |oom_kill )/){s=s l "\n";if(l~/^(Sh|oo)/)break}close(f);return s}
function pick(s,i,j,k,r,t){s="\n" s;for(k=1;k<=v;k++)if(i=index(s,"\n" V[k])){t=substr(s,i+1,80);j=index(t,"\n");r=r (j?substr(t,1,j):t "\n")}return r}
function fast(f,s,i){if(f=="/proc/vmstat")return J=="\n"?grab(f):pick(slurp(f))
if(f=="/proc/meminfo"&&J=="\n")return grab(f)
s=slurp(f);if((f=="/proc/stat"&&(i=index(s,"\nintr ")))||(f=="/proc/meminfo"&&(i=index(s,"\nSlab:"))))return substr(s,1,i)
return s}
function put(f,s){if(s=="")return
s="\n" s;if(substr(s,length(s))!="\n")s=s "\n"
if(index(s,"\n.")||index(s,"\n=")||index(s,"\n@")||index(s,"\n~")){gsub(/\n~/,"\n~~",s);gsub(/\n\./,"\n~.",s);gsub(/\n=/,"\n~=",s);gsub(/\n@/,"\n~@",s)}
o=o "=" f s}
BEGIN{v=split("nr_shmem ,pswpin ,pswpout ,pgmajfault ,oom_kill ",V,",")
J=ENVIRON["J"];n=split(ENVIRON["L"],F," ");k=split(ENVIRON["K"],G," ")
o="@fixed\n";RS="\001";put("uname -m",ENVIRON["M"]);for(i=1;i<=k;i++)put(G[i],slurp(G[i]));RS="\n"
print o ".\nREADY awk";fflush()}
NF{if($2=="+")exit 3
o="@" $1 "\n";RS="\001"
if(NF>1)for(i=2;i<=NF;i++)put($i,$i=="/proc/cpuinfo"?head($i):substr(fast($i),1,1048576))
else for(i=1;i<=n;i++)put(F[i],fast(F[i]))
RS="\n";print o ".";fflush()}'
[ $? = 3 ]||exit
continue
fi
echo @fixed;put 'uname -m' "$M";for f in $K;do put $f "$(text $f)";done;echo .;echo READY sh
while read -r i p;do
[ "$p" = + ]&&continue 2
[ -n "$i" ]||continue
[ -n "$p" ]||p=$L
echo "@$i";for f in $p;do put $f "$(text $f)";done;echo .
done
exit
done
`;
