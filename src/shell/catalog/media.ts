import { act, actOnFile, opaque } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import { has, valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { hostOf } from '../calls/meaning.ts';
import { runWords } from '../calls/innerCommand.ts';
import type { Tool } from './tool.ts';

/** Programs that make one picture, film, sound or document out of another. */

const isUrl = (arg: Arg): boolean => /^[a-z][a-z0-9+]*:\/\//i.test(arg.value);

function takes(call: Call, source: Arg): void {
  if (isUrl(source)) act(call, 'network.fetch', 'host', hostOf(source.value), source.range);
  else actOnFile(call, 'read', source);
}

const FFMPEG_FLAGS =
  /^-(?:y|n|an|vn|sn|dn|nostdin|hide_banner|stats|nostats|shortest|re|copyts|start_at_zero|report|xerror|ignore_unknown|copy_unknown|bitexact|accurate_seek|noaccurate_seek|autorotate|benchmark|version|formats|codecs|encoders|decoders|filters|protocols|devices|L|h|help|\?)$/;

/** Inputs stand behind `-i`; what is neither an option nor its value is made. Without `-y` nothing is replaced. */
function ffmpeg(call: Call): void {
  const { args } = call;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at];
    if (arg === undefined) break;
    if (arg.value.startsWith('-') && arg.value !== '-') {
      if (FFMPEG_FLAGS.test(arg.value)) continue;
      at++;
      const value = args[at];
      if (value !== undefined && /^-(?:i|filter(?:_complex)?_script(?::.*)?|passlogfile|attach)$/.test(arg.value))
        takes(call, value);
    } else if (/^(?:tee|exec|pipe):/.test(arg.value)) {
      if (!arg.value.startsWith('pipe')) opaque(call, arg.value, arg.range, 'problem.runs-program');
    } else if (isUrl(arg)) {
      act(call, 'network.send', 'host', hostOf(arg.value), arg.range, { traits: ['reads-local'] });
    } else if (arg.value !== '-') actOnFile(call, args.some(({ value }) => value === '-y') ? 'write' : 'create', arg);
  }
}

/** ImageMagick: a file name may name a program, a script or a file that is deleted after it was read. */
function pictures(call: Call): void {
  if (
    call.title === 'magick' &&
    /^(?:mogrify|composite|montage|compare|import|animate)$/.test(call.args[0]?.value ?? '')
  ) {
    runWords(call, call.args);
    return;
  }
  if (call.title === 'magick' && /^(?:identify|-version|-list)$/.test(call.args[0]?.value ?? '')) {
    describes(call, call.args.slice(1));
    return;
  }
  const files = call.args.filter((arg) => {
    if (/^(?:\||msl:|ephemeral:|mvg:|@|https?:|ftp:)/i.test(arg.value)) {
      opaque(call, arg.value, arg.range, 'problem.runs-program');
      return false;
    }
    return !/^[-+]/.test(arg.value) && /[^\d.]\.\w{2,5}(?:\[\d+\])?$|[*?]|^[a-z]+:./i.test(arg.value);
  });
  call.args.forEach((arg, index) => {
    if (/^[-+]write$/.test(call.args[index - 1]?.value ?? '')) actOnFile(call, 'output', arg);
  });
  if (call.title === 'mogrify') {
    const folder = valueOf(call, 'path');
    for (const file of files) actOnFile(call, folder === undefined ? 'write' : 'read', file);
    if (folder !== undefined) actOnFile(call, 'output', { ...folder, value: `${folder.value}/` });
    return;
  }
  // Behind the picture that is made stands nothing, but where an option is taken for one it is still made.
  const target = call.args.findLast((arg) => !/^[-+]./.test(arg.value));
  for (const file of files) if (file !== target && !/^[a-z]+:/.test(file.value)) actOnFile(call, 'read', file);
  if (target !== undefined && /^(?:[a-z0-9]+:)?(?!-$)[^-]/i.test(target.value) && call.title !== 'identify')
    // A picture that is also what it is made of is replaced for certain.
    actOnFile(call, files.some((file) => file !== target && file.value === target.value) ? 'write' : 'output', target);
}

/** `magick identify -verbose a.png`: it says what a picture is. */
function describes(call: Call, args: readonly Arg[]): void {
  for (const { value, range } of args)
    if (/^(?:\||msl:|ephemeral:|mvg:|@|https?:|ftp:)/i.test(value)) opaque(call, value, range, 'problem.runs-program');
  for (const file of args) if (/\.\w{2,5}(?:\[\d+\])?$/.test(file.value)) actOnFile(call, 'read', file);
}

/** Options of ExifTool's whose next word is no file of its own. */
const EXIF_VALUED =
  /^-(?:c|coordFormat|d|dateFormat|x|exclude|ext|extension|i|ignore|p|printFormat|charset|lang|fileOrder|api|userParam|sep|separator|echo\d?|listItem|password)$/i;
const EXIF_WRITES =
  /^-[\w:#*-]+[-+^]?[<>=]|^-(?:overwrite_original|delete_original|restore_original|tagsFromFile|csv=|json=|w\d?!?\+?$|W|textOut|geotag)/i;
/** Code in Perl, other words and other settings. */
const EXIF_RUNS = /^-(?:if\d?|config|@|execute\d*|stay_open|require)$/i;

/** ExifTool: one dash before every option, and tags that are set by `-Tag=value`. */
function exiftool(call: Call): void {
  const writes = call.args.some(({ value }) => EXIF_WRITES.test(value));
  call.args.forEach((arg, index) => {
    const before = call.args[index - 1]?.value ?? '';
    // Perl stands in a format too: `${Tag;code}`, a file of formats, a filter.
    const runs =
      /\$\{[^}]*;/.test(arg.value) ||
      (/^-(?:p|printFormat)$/i.test(before) && !arg.value.includes('$')) ||
      (/^-api$/i.test(before) && /filter/i.test(arg.value));
    if (runs || EXIF_RUNS.test(arg.value)) opaque(call, arg.value, arg.range, 'problem.runs-program');
    else if (/^-efile\d*!?$/.test(before)) actOnFile(call, 'write', arg);
    else if (/^-o(?:ut)?$/.test(before)) actOnFile(call, 'output', arg);
    else if (!arg.value.startsWith('-') && !EXIF_VALUED.test(before) && !EXIF_RUNS.test(before))
      actOnFile(call, writes ? 'write' : 'read', arg);
  });
}

/** `TOOL in… out` */
function lastIsMade(call: Call): void {
  const { operands } = call.parsed;
  const made = operands.length > 1 ? operands.at(-1) : undefined;
  for (const file of operands) if (file !== made) takes(call, file);
  if (made !== undefined) actOnFile(call, 'output', made);
}

/** Download tools name the file after the page. */
function downloads(call: Call): void {
  for (const url of call.parsed.operands) act(call, 'network.fetch', 'host', hostOf(url.value), url.range);
  if (has(call, 'exec', 'exec-before-download', 'postprocessor-args', 'downloader', 'config-locations', 'plugin-dirs'))
    opaque(call, call.title, call.range, 'problem.runs-program');
  if (has(call, 'j', 'J', 'dump-json', 's', 'simulate', 'F', 'list-formats', 'g', 'get-url', 'print')) return;
  actOnFile(call, 'create', valueOf(call, 'o', 'output', 'P', 'paths') ?? { ...call.name, value: './' });
}

/** One name alone, and what they make takes its place or stands beside it. */
function converts(call: Call): void {
  lastIsMade(call);
  const inPlace =
    (call.title === 'svgo' && !has(call, 'o')) ||
    (call.title === 'gifsicle' && has(call, 'b')) ||
    call.title === 'pngquant';
  if (inPlace) for (const file of call.parsed.operands) actOnFile(call, 'write', file);
  else if (/^(?:lame|flac|oggenc)$/.test(call.title) && call.parsed.operands.length === 1 && !has(call, 'o'))
    actOnFile(call, 'output', { ...call.name, value: './', range: call.range });
}

export const media: readonly Tool[] = [
  {
    names: 'ffmpeg',
    free: true,
    noHelp: true,
    also: ffmpeg,
    examples: {
      held: {
        'ffmpeg -i in.mov -c:v libx264 out.mp4': 'file.read file.create',
        'ffmpeg -y -i in.mov out.mp4': 'file.read file.write',
        'ffmpeg -re -i a.mp4 -f flv rtmp://live.example/app': 'file.read network.send',
      },
      passed: ['ffmpeg -version', 'ffmpeg -i in.mp4 -f null -'],
    },
  },
  {
    names: 'convert magick montage composite mogrify compare import animate',
    free: true,
    single: true,
    options: 'path= write= resize= size= quality= crop= geometry= background= font= fill= gravity= density= format=',
    also: pictures,
    examples: {
      held: {
        'convert a.png -resize 50% b.png': 'file.read file.write',
        'convert a.png -resize 50% b.png --status': 'file.read file.write',
        'mogrify -resize 50% *.png': 'file.write',
        'magick mogrify -strip *.jpg': 'file.write',
        'convert -resize 50% a.png a.png': 'file.read file.write',
        "convert '|rm -rf x' b.png": 'exec.opaque file.write',
      },
      passed: ['convert -version', 'magick identify -verbose a.png'],
    },
  },
  {
    names: 'identify',
    free: true,
    single: true,
    also: (call) => describes(call, call.args),
    examples: {
      held: { 'identify msl:x': 'exec.opaque', 'identify ephemeral:a.png': 'exec.opaque file.read' },
      passed: ['identify a.png', "identify -format '%wx%h' a.png"],
    },
  },
  {
    names: 'tiffutil',
    single: true,
    options: 'dump info verboseinfo extract= none lzw packbits cat catnosizecheck cathidpicheck out=output',
    operands: 'read...',
    examples: {
      held: { 'tiffutil -lzw a.tiff -out ~/b.tiff': 'file.read file.write' },
      passed: ['tiffutil -info a.tiff'],
    },
  },
  {
    names: 'feh eog evince okular xpdf mupdf zathura sxiv nsxiv imv gthumb',
    options:
      'F,fullscreen g,geometry= Z,auto-zoom z,randomize r,recursive t,thumbnails S,sort= w a p,page= .,scale-down',
    operands: 'read...',
    examples: { held: { 'feh --action "rm %f" a.png': 'file.read' }, passed: ['feh a.png', 'evince paper.pdf'] },
  },
  {
    names: 'exiftool',
    free: true,
    noHelp: true,
    also: exiftool,
    examples: {
      held: {
        'exiftool -Artist=me photo.jpg': 'file.write',
        'exiftool -overwrite_original -all= a.jpg': 'file.write',
        'exiftool -if \'unlink "x"\' a.jpg': 'exec.opaque file.read',
        'exiftool -o out.jpg a.jpg': 'file.read file.write',
        "exiftool '-FileName<DateTimeOriginal' photos": 'file.write',
        'exiftool -p \'${Model;unlink "x"}\' a.jpg': 'exec.opaque file.read',
      },
      passed: ['exiftool photo.jpg', 'exiftool -json -DateTimeOriginal a.jpg', 'exiftool -ver'],
    },
  },
  {
    names: 'optipng jpegoptim oxipng exiftran jpegtran-inplace',
    free: true,
    options: 'o,out=output dir=output d,dest=output',
    operands: 'write...',
    examples: { held: { 'jpegoptim --max=80 a.jpg': 'file.write' } },
  },
  {
    names: 'cwebp dwebp avifenc pngquant heif-convert rsvg-convert lame flac oggenc opusenc mkvmerge',
    free: true,
    options: 'o,output=output q= Q= r= V= w,width= h,height= resize= ext= force',
    also: converts,
    examples: { held: { 'cwebp -q 80 a.png -o a.webp': 'file.read file.write' } },
  },
  // `-q` and `-V` have no value here.
  {
    names: 'gifsicle svgo sox',
    free: true,
    options: 'o,output=output b,batch f,folder=write r=',
    also: converts,
    examples: {
      held: {
        'sox a.wav b.mp3': 'file.read file.write',
        'sox -q a.wav b.mp3': 'file.read file.write',
        'svgo a.svg': 'file.read file.write',
        'svgo -q a.svg': 'file.read file.write',
        'gifsicle -b a.gif': 'file.read file.write',
        'gifsicle -V -b a.gif': 'file.read file.write',
      },
    },
  },
  {
    names: 'pandoc asciidoctor wkhtmltopdf weasyprint qpdf pdftoppm pdftocairo tesseract ps2pdf img2pdf ebook-convert',
    free: true,
    options:
      'o,output=output f,from= t,to= s,standalone toc F,filter=program lua-filter=program pdf-engine=program template=read css= metadata-file=read B= D,destination-dir=output l= psm= oem= dpi= r= a= b= replace-input require=program',
    also: (call) => {
      lastIsMade(call);
      const { operands } = call.parsed;
      if (has(call, 'replace-input')) for (const file of operands) actOnFile(call, 'write', file);
      else if (/^(?:asciidoctor|ps2pdf)$/.test(call.title) && operands.length === 1 && !has(call, 'o'))
        actOnFile(call, 'output', { ...call.name, value: './', range: call.range });
    },
    examples: {
      held: {
        'pandoc a.md -o a.pdf': 'file.read file.write',
        'qpdf --replace-input a.pdf': 'file.read file.write',
        'asciidoctor a.adoc': 'file.read file.write',
        "pandoc a.md --filter './x.sh' -o b.html": 'exec.opaque file.read file.write',
      },
      passed: ['pandoc --version'],
    },
  },
  {
    names: 'dot neato fdp sfdp circo twopi mmdc plantuml d2',
    free: true,
    options: 'T= K= o,output=output i,input=read O t= G= N= E= c= b= p= pipe',
    also: (call) => {
      const { operands } = call.parsed;
      if (call.title === 'd2') {
        if (operands[0]?.value === 'fmt') for (const file of operands.slice(1)) actOnFile(call, 'write', file);
        else lastIsMade(call);
        return;
      }
      for (const file of operands) actOnFile(call, 'read', file);
      // Beside the text, named after it.
      const beside =
        has(call, 'O') ||
        (call.title === 'mmdc' && has(call, 'i') && !has(call, 'o')) ||
        (call.title === 'plantuml' && operands.length > 0 && !has(call, 'pipe'));
      if (beside) actOnFile(call, 'output', { ...call.name, value: './', range: call.range });
    },
    examples: {
      held: {
        'dot -Tsvg a.dot -o a.svg': 'file.read file.write',
        'plantuml a.puml': 'file.read file.write',
        'd2 a.d2 a.svg': 'file.read file.write',
      },
      passed: ['dot -V', 'dot -Tsvg a.dot'],
    },
  },
  {
    names: 'inkscape libreoffice soffice',
    free: true,
    options:
      'headless convert-to= outdir=output o,export-filename=output export-type= w,export-width= h,export-height= actions=opaque',
    operands: 'read...',
    also: (call) => {
      if (has(call, 'convert-to') && !has(call, 'outdir')) actOnFile(call, 'output', { ...call.name, value: './' });
      if (call.args.some(({ value }) => /^(?:macro|vnd\.sun\.star\.script):/.test(value)))
        opaque(call, call.title, call.range, 'problem.runs-program');
    },
    examples: { held: { 'soffice --headless --convert-to pdf a.docx --outdir out': 'file.read file.write' } },
  },
  {
    names: 'yt-dlp youtube-dl gallery-dl',
    free: true,
    options:
      'x,extract-audio audio-format= f,format= o,output= P,paths= exec= exec-before-download= downloader= postprocessor-args= config-locations= plugin-dirs= cookies=read cookies-from-browser= j,dump-json J s,simulate F,list-formats g,get-url print= a,batch-file=read r= N= S= I= download-archive=append',
    also: downloads,
    examples: { held: { 'yt-dlp -x https://video.example/v': 'network.fetch file.create' } },
  },
  {
    names: 'latexmk pdflatex xelatex lualatex tectonic typst bibtex biber makeindex',
    free: true,
    does: 'exec.project:operation',
    also: (call) => {
      if (call.args.some(({ value }) => /^-?-(?:shell-escape|enable-write18|e|latex=|pdflatex=)/.test(value)))
        opaque(call, call.title, call.range, 'problem.runs-program');
    },
    examples: { held: { 'pdflatex paper.tex': 'exec.project' }, passed: ['pdflatex --version'] },
  },
  {
    names: 'say',
    options:
      'v,voice= r,rate= a,audio-device= o,output-file=write f,input-file=read i,interactive? progress file-format= data-format= channels= bit-rate= quality= n,network-send=network.send:host',
    operands: 'text...',
    examples: { held: { 'say -o a.aiff hello': 'file.write' }, passed: ['say -v Anna done'] },
  },
  {
    names: 'afplay',
    options: 'v,volume= r,rate= t,time= q,rQuality= d,debug',
    operands: 'read',
    examples: { passed: ['afplay done.wav'] },
  },
];
