import type { Family } from '../value/family.ts';
import { methodsOf } from '../value/rule.ts';

/** Pillow, as far as one looks at images and computes others from them. What is saved or shown is another thing. */
export const pythonImages: Family = {
  rules: [
    { names: 'PIL.Image.open PIL.ImageFile.open', file: 'read', keyword: 'fp', gives: { object: 'image' } },
    {
      names:
        'PIL.Image.new PIL.Image.fromarray PIL.Image.frombytes PIL.Image.merge PIL.Image.blend PIL.Image.composite PIL.Image.alpha_composite PIL.ImageChops.* PIL.ImageOps.*',
      gives: { object: 'image' },
    },
    {
      names: methodsOf(
        ['image'],
        '__enter__ convert resize crop rotate transpose filter copy quantize reduce transform getchannel effect_spread remap_palette',
      ),
      gives: 'same',
    },
    { names: 'cv2.imread', file: 'read', keyword: 'filename' },
    { names: 'image#point', calls: [0], gives: 'same' },
    { names: 'image#save', file: 'write', keyword: 'fp' },
    { names: 'image#show', opaque: true },
    {
      names: methodsOf(
        ['image'],
        'getpixel getbbox getbands getextrema getcolors getdata getpalette getexif getxmp histogram entropy load verify seek tell split tobytes close thumbnail paste putpixel putalpha draft',
      ),
    },
    {
      names:
        'PIL.ImageStat.Stat PIL.ImageColor.* PIL.ImageFilter.* PIL.ExifTags.* PIL.TiffTags.* PIL.UnidentifiedImageError PIL.Image.DecompressionBombError PIL.Image.Resampling.* PIL.Image.Transpose.* PIL.Image.LANCZOS PIL.Image.BICUBIC PIL.Image.BILINEAR PIL.Image.NEAREST PIL.Image.ANTIALIAS PIL.Image.FLIP_LEFT_RIGHT PIL.Image.FLIP_TOP_BOTTOM PIL.features.*',
    },
  ],
  examples: {
    held: {
      "from PIL import Image; Image.open('a.png').save('b.png')": 'file.write /workspace/b.png',
      "from PIL import Image; Image.open('a.png').convert('L').resize((8, 8)).save('b.png')":
        'file.write /workspace/b.png',
      "from PIL import Image\nwith Image.open('a.png') as im: im.save('a.png')": 'file.write /workspace/a.png',
      "from PIL import Image; Image.new('L', (1, 1)).save(p)": 'file.write',
      "from PIL import Image; Image.open('a.png').show()": 'exec.opaque',
      "from PIL import Image, ImageOps; f = ImageOps.invert(Image.open('a.png')).save; f('b.png')": 'file.write',
      "from PIL import Image; [im.save('b.png') for im in Image.open('a.png').split()]": 'exec.opaque',
      "from PIL import Image; import os; Image.open('a.png').point(os.remove)": 'file.delete',
    },
    passed: [
      "from PIL import Image; print(Image.open('a.png').size)",
      "from PIL import Image\nim = Image.open('a.png').convert('RGB')\nprint(im.getpixel((0, 0)), im.crop((0, 0, 9, 9)).getcolors())",
      "from PIL import Image, ImageChops, ImageStat\nd = ImageChops.difference(Image.open('a.png'), Image.open('b.png'))\nprint(d.getbbox(), ImageStat.Stat(d.convert('L')).mean)",
    ],
  },
};
