import { act, actOnFile, opaque } from '../effects/act.ts';
import { embedFile } from '../calls/embed.ts';
import { runWords } from '../calls/innerCommand.ts';
import { readScriptFile, runFlow } from '../commands/scriptText.ts';
import { has, valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { childShell } from '../state/scope.ts';
import type { Tool } from './tool.ts';

/** TensorBoard shows what a training wrote, to this machine alone unless it is told otherwise. */
function board(call: Call): void {
  const { operands } = call.parsed;
  // `tensorboard dev upload`: a public page.
  if (operands[0]?.value === 'dev') {
    act(call, 'publish.release', 'resource', 'tensorboard', call.range, { undo: 'none' });
    return;
  }
  act(call, 'exec.project', 'operation', 'tensorboard', call.range);
  const host = valueOf(call, 'host')?.value ?? 'localhost';
  if (has(call, 'bind_all') || !/^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/.test(host))
    act(call, 'network.send', 'service', 'tensorboard', call.range, { traits: ['unattended'] });
}

/** `torchrun train.py`, `accelerate launch train.py`: Python, perhaps several times over. */
function launches(call: Call): void {
  const [script] = call.parsed.operands;
  act(call, 'exec.project', 'operation', call.title, call.range);
  if (script !== undefined && !has(call, 'm', 'module', 'no-python', 'no_python'))
    embedFile(call, script, { language: 'code', dialect: 'python' });
}

const LAUNCH =
  'nproc_per_node,nproc-per-node= nnodes= node_rank,node-rank= master_addr,master-addr= master_port,master-port= standalone rdzv_backend,rdzv-backend= rdzv_endpoint,rdzv-endpoint= rdzv_id,rdzv-id= max_restarts,max-restarts= m,module!opaque no_python,no-python!opaque log_dir,log-dir=output config_file=read num_processes= num_machines= mixed_precision= multi_gpu cpu gpu_ids= main_process_port= main_process_ip= machine_rank= use_deepspeed use_fsdp';

/** `mpirun -np 8 CMD`: the command, several times over; on machines that are named it runs there. */
function manyTimes(call: Call): void {
  if (has(call, 'H', '-host', 'host', '-hostfile', 'hostfile', '-machinefile', 'machinefile'))
    opaque(call, call.title, call.range, 'problem.runs-program', ['remote']);
  runWords(call, call.parsed.operands);
}

/** Files of measurements, trainings and their clusters, and robots. */
export const scienceTools: readonly Tool[] = [
  {
    names: 'ncdump',
    options: 'h c t s i x k v= b= f= l= n= p= g= w L=',
    operands: 'read...',
    examples: { passed: ['ncdump -h a.nc', 'ncdump -v lat,lon a.nc'] },
  },
  {
    names: 'h5ls',
    options: 'a,address d,data e,errors f,full g,group l,label r,recursive s,string S,simple w= v,verbose x,hexdump',
    operands: 'read...',
    examples: { passed: ['h5ls -r a.h5'] },
  },
  {
    names: 'h5dump',
    single: true,
    options:
      'H,-header A,-onlyattr n,-contents d,-dataset= g,-group= a,-attribute= p,-properties B,-superblock i,-object-ids r,-string e,-escape w,-width= y,-noindex x,-xml o,-output=output O,-ddl=output b,-binary?',
    operands: 'read...',
    examples: { held: { 'h5dump -d /x -o out.txt a.h5': 'file.read file.write' }, passed: ['h5dump -H a.h5'] },
  },
  {
    names: 'gdalinfo',
    single: true,
    options: 'json mm nogcp nomd norat noct nofl checksum listmdd proj4 mdd= wkt_format= sd= if=',
    operands: 'read...',
    also: (call) => {
      // Exact minima and statistics are kept in a file beside the picture.
      if (call.args.some(({ value }) => /^-(?:stats|approx_stats|hist)$/.test(value)))
        for (const file of call.parsed.operands) actOnFile(call, 'write', { ...file, value: `${file.value}.aux.xml` });
    },
    examples: { held: { 'gdalinfo -stats a.tif': 'file.read file.write' }, passed: ['gdalinfo -json a.tif'] },
  },
  {
    names: 'tensorboard',
    options:
      'logdir=list logdir_spec=text port= host= bind_all reload_interval= samples_per_plugin= window_title= inspect',
    also: board,
    examples: {
      held: {
        'tensorboard --logdir runs --bind_all': 'file.read exec.project network.send',
        'tensorboard --logdir=runs --host 0.0.0.0': 'file.read exec.project network.send',
        'tensorboard --logdir runs --port 6006': 'file.read exec.project',
        'tensorboard dev upload --logdir runs': 'file.read publish.release',
      },
    },
  },
  {
    names: 'torchrun',
    stop: true,
    options: LAUNCH,
    also: launches,
    examples: {
      held: {
        'torchrun --nproc_per_node 4 train.py --lr 1': 'exec.project',
        'torchrun -m jobs.drop': 'exec.opaque exec.project',
      },
    },
  },
  {
    names: 'accelerate',
    stop: true,
    commands: {
      launch: { stop: true, options: LAUNCH, also: launches },
      'env estimate-memory': { free: true, operands: 'text...' },
      test: { free: true, does: 'exec.project:operation' },
      'config tpu-config merge-weights': { free: true, does: 'system.change:operation' },
    },
    examples: { held: { 'accelerate launch train.py': 'exec.project' }, passed: ['accelerate env'] },
  },
  {
    names: 'mpirun mpiexec',
    stop: true,
    single: true,
    options:
      'n,-n,np,-np= c= N= H,host,-host= hostfile,-hostfile=read machinefile,-machinefile=read wdir,-wdir=folder -bind-to= -map-by= -rank-by= -oversubscribe -allow-run-as-root -tag-output -report-bindings q v',
    also: manyTimes,
    examples: {
      held: {
        'mpirun -np 8 rm -rf src': 'file.delete',
        'mpirun --host db1 rm -rf src': 'exec.opaque file.delete',
        'mpiexec -n 4 python3 a.py': '',
      },
      passed: ['mpirun -np 2 hostname'],
    },
  },
  {
    // A program in a sandbox of its own: without options it is given no file, no variable and no network.
    names: 'wasmtime',
    stop: true,
    free: true,
    also: (call) => {
      const [first, second] = call.args;
      const program = first?.value === 'run' ? second : first;
      if (program !== undefined && !program.dynamic && /^[^-].*\.(?:wasm|wat)$/.test(program.value))
        act(call, 'exec.project', 'operation', `wasmtime ${program.value}`, call.range);
      else if (!call.args.every(({ value }) => /^(?:--help|-h|-V|--version|help)$/.test(value)))
        opaque(call, call.title, call.range, 'problem.runs-program');
    },
    examples: {
      held: {
        'wasmtime a.wasm': 'exec.project',
        'wasmtime run a.wasm 3': 'exec.project',
        'wasmtime --dir=/ a.wasm': 'exec.opaque',
        'wasmtime run --env HOME a.wasm': 'exec.opaque',
      },
      passed: ['wasmtime --version'],
    },
  },
  {
    names: 'catkin_make catkin_make_isolated catkin roslaunch rosrun roscore rostest',
    free: true,
    also: (call) => {
      const word = call.args.find(({ value }) => !value.startsWith('-'));
      act(
        call,
        'exec.project',
        'operation',
        [call.title, ...(word === undefined ? [] : [word.value])].join(' '),
        call.range,
      );
    },
    examples: {
      held: { 'catkin clean -y': 'exec.project', 'roslaunch demo a.launch': 'exec.project' },
      passed: ['roscore --version'],
    },
  },
  {
    names: 'catkin_create_pkg catkin_init_workspace',
    operands: 'create text...',
    also: (call) => {
      if (call.title === 'catkin_init_workspace') actOnFile(call, 'create', { ...call.name, value: 'CMakeLists.txt' });
    },
    examples: { held: { 'catkin_create_pkg demo rospy': 'file.create', catkin_init_workspace: 'file.create' } },
  },
  {
    names: 'rostopic rosnode rosservice rosparam',
    stop: true,
    free: true,
    commands: { 'list echo info hz bw delay type find get uri ping machine args': { free: true, operands: 'text...' } },
    otherwise: { free: true, does: 'infra.change:resource=robot' },
    examples: {
      held: { "rostopic pub /cmd_vel geometry_msgs/Twist '{}'": 'infra.change', 'rosparam set a 1': 'infra.change' },
      passed: ['rostopic list', 'rosnode info /a'],
    },
  },
  {
    names: 'rospack rosmsg rossrv rosversion rosls roswtf',
    free: true,
    operands: 'text...',
    examples: { passed: ['rospack find demo', 'rosmsg show std_msgs/String'] },
  },
  {
    names: 'rosdep',
    stop: true,
    free: true,
    commands: {
      'check keys resolve what-needs where-defined db': { free: true, operands: 'text...' },
      install: { free: true, does: 'exec.install:package=*' },
      'update init': { free: true, does: 'system.change:operation' },
    },
    examples: {
      held: { 'rosdep install --from-paths src -y': 'exec.install', 'rosdep update': 'system.change' },
      passed: ['rosdep check demo'],
    },
  },
  {
    names: 'ros2',
    stop: true,
    commands: {
      'launch run test': { free: true, stop: true, does: 'exec.project:operation' },
      'topic service action param node component lifecycle': {
        stop: true,
        free: true,
        commands: {
          'list echo info hz bw delay type find get dump describe types nodes': { free: true, operands: 'text...' },
        },
        // What is published, called or set may move a machine.
        otherwise: { free: true, does: 'infra.change:resource=robot' },
      },
      pkg: {
        commands: {
          'list prefix executables xml': { free: true, operands: 'text...' },
          create: { free: true, operands: 'create' },
        },
      },
      'interface doctor wtf multicast': { free: true, operands: 'text...' },
    },
    examples: {
      held: {
        'ros2 launch demo a.launch.py': 'exec.project',
        "ros2 topic pub /cmd_vel geometry_msgs/msg/Twist '{}'": 'infra.change',
        'ros2 service call /reset std_srvs/srv/Empty': 'infra.change',
        'ros2 param set /a b 1': 'infra.change',
        'ros2 bag record -a': 'exec.opaque',
      },
      passed: ['ros2 topic list', 'ros2 topic echo /cmd_vel', 'ros2 node info /a'],
    },
  },
  {
    names: 'squeue sinfo sacct sstat sprio sshare',
    free: true,
    examples: { passed: ['squeue -u me', 'sinfo -N -l', 'sacct -j 42 --format=State'] },
  },
  {
    names: 'sbatch',
    free: true,
    noHelp: true,
    stop: true,
    options:
      'wrap=shell n,ntasks= N,nodes= c,cpus-per-task= p,partition= t,time= J,job-name= o,output=write e,error=write a,array= d,dependency= w,nodelist= x,exclude= A,account= q,qos= mem= gres= G,gpus= D,chdir=folder C,constraint= M,clusters=',
    also: (call) => {
      const [script, ...rest] = call.parsed.operands;
      call.traits.add('unattended');
      if (script !== undefined) readScriptFile(call, script, { ...childShell(call.scope), positional: rest });
      else if (call.stdin !== undefined) runFlow(call, call.stdin, childShell(call.scope));
      else if (!has(call, 'wrap', 'V', 'version', 'h', 'help', 'usage'))
        opaque(call, call.title, call.range, 'problem.interactive');
    },
    examples: {
      held: {
        "sbatch --wrap='rm -rf x'": 'file.delete',
        "sbatch <<'E'\n#!/bin/sh\nrm -rf x\nE": 'file.delete',
        sbatch: 'exec.opaque',
      },
      passed: ["sbatch -p short --wrap='ls data'"],
    },
  },
  {
    names: 'srun',
    stop: true,
    options:
      'n,ntasks= N,nodes= c,cpus-per-task= p,partition= t,time= J,job-name= o,output=write e,error=write i,input=read w,nodelist= x,exclude= A,account= q,qos= mem= mem-per-cpu= gres= G,gpus= D,chdir=folder C,constraint= M,clusters= pty u,unbuffered l,label exclusive v,verbose Q,quiet',
    operands: 'words',
    examples: {
      held: { 'srun -n 4 rm -rf x': 'file.delete', 'srun --pty bash': 'exec.opaque' },
      passed: ['srun -N 1 hostname'],
    },
  },
  {
    names: 'scancel',
    free: true,
    operands: 'process.kill:process...',
    also: (call) => {
      if (call.parsed.operands.length === 0) act(call, 'process.kill', 'process', '*', call.range);
    },
    examples: { held: { 'scancel 42': 'process.kill', 'scancel -u me': 'process.kill' } },
  },
];
