const RUNS =
  /(?:^|[^\w])(?:eval|exec|execSync|execFile(?:Sync)?|spawn(?:Sync)?|compile|execfile|system|popen|Popen|check_output|check_call|shell_exec|passthru|assert|instance_eval|class_eval|new Function|Function|runIn\w*Context)\b/;
const DECODES =
  /base64|b64decode|b16decode|b85decode|fromhex|unhexlify|hex2bin|\bunpack1?\b|\bpack\s*(?:\(\s*)?["']|atob|rot_?13|decompress|inflate|gunzip|zlib|["'](?:hex|base64)["']|fromCharCode|codecs\.decode|marshal\.loads|\bchr\s*\(/i;

/** Whether code that runs other code gets that by decoding: it was hidden from a plain look. A hint by the words alone. */
export function runsDecoded(text: string): boolean {
  return RUNS.test(text) && DECODES.test(text);
}
