import type { Family } from '../value/family.ts';
import { methods, methodsOf } from '../value/rule.ts';

/** Documents that are read whole: XML and HTML trees, settings, PDF, Word, PowerPoint and notebooks. */
export const pythonDocuments: Family = {
  rules: [
    // What is parsed is not filled in: a template is code.
    {
      names: 'jinja2.Environment',
      most: 0,
      harmless: { autoescape: /^(?:true|false)$/, trim_blocks: /^(?:true|false)$/, lstrip_blocks: /^(?:true|false)$/ },
      gives: { object: 'templates' },
    },
    { names: 'templates#parse jinja2.meta.find_undeclared_variables jinja2.meta.find_referenced_templates' },
    {
      names: 'xml.etree.ElementTree.parse lxml.etree.parse lxml.html.parse',
      file: 'read',
      keyword: 'source',
      starts: true,
      gives: { object: 'markup' },
    },
    { names: 'xml.etree.ElementTree.iterparse lxml.etree.iterparse', file: 'read', keyword: 'source' },
    { names: 'xml.dom.minidom.parse', file: 'read', keyword: 'file' },
    // Behind `file=` and `from_file=` stand files.
    {
      names: 'xml.etree.ElementTree.ElementTree lxml.etree.ElementTree',
      most: 1,
      keyword: 'element',
      gives: { object: 'markup' },
    },
    { names: 'xml.etree.ElementTree.canonicalize', most: 1 },
    { names: methods('getroottree'), gives: { object: 'markup' } },
    {
      names: methodsOf(['markup'], 'write write_c14n xinclude'),
      file: 'write',
      keyword: 'file_or_filename',
    },
    {
      names:
        'lxml.etree.tostring lxml.etree.HTML lxml.etree.XML lxml.etree.Element lxml.etree.SubElement lxml.etree.QName lxml.etree.XMLParser lxml.etree.HTMLParser lxml.etree.XPath lxml.etree.XMLSyntaxError lxml.etree.ParserError lxml.etree.Comment lxml.etree.LXML_VERSION lxml.etree.indent lxml.html.tostring',
    },
    {
      names: 'configparser.ConfigParser configparser.RawConfigParser configparser.SafeConfigParser',
      gives: { object: 'settings' },
    },
    { names: 'settings#read_string settings#read_dict settings#items settings#getlist settings#converters' },
    { names: 'settings#read', file: 'read', keyword: 'filenames' },
    { names: 'linecache.getline linecache.getlines', file: 'read', keyword: 'filename' },
    { names: 'tokenize.open', file: 'read', keyword: 'filename', gives: { object: 'file' } },
    { names: 'toml.load', file: 'read', keyword: 'f', gives: 'plain' },
    {
      names:
        'pypdf.PdfReader PyPDF2.PdfReader pdfplumber.open fitz.open pymupdf.open nbformat.read docx.Document pptx.Presentation',
      file: 'read',
      gives: { object: 'document' },
    },
    { names: 'nbformat.reads nbformat.validate nbformat.NO_CONVERT' },
    { names: 'document#save', file: 'write' },
    {
      names: methodsOf(
        ['document'],
        '__enter__ close get_fields get_form_text_fields get_page get_num_pages getPage getNumPages decrypt load_page get_toc get_page_text',
      ),
    },
    { names: methods('extract_text extract_tables extract_table extract_words extractText') },
    {
      names: methods(
        'find_parent find_parents find_next find_all_next find_next_sibling find_next_siblings find_previous find_all_previous find_previous_sibling find_previous_siblings has_attr prettify iterchildren iterdescendants iterancestors itersiblings iterlinks getparent getnext getprevious getpath getchildren drop_tag new_tag new_string replace_with insert_before insert_after wrap unwrap toxml getAttributeNode hasAttribute hasChildNodes',
      ),
    },
  ],
  examples: {
    held: {
      "import jinja2; jinja2.Environment().from_string(open('a').read()).render()": 'exec.opaque',
      "import jinja2; jinja2.Environment(extensions=['mine.Ext']).parse('a')": 'exec.opaque',
      "import jinja2; jinja2.Environment(loader=jinja2.FileSystemLoader('.')).get_template('a').render()":
        'exec.opaque',
      "import xml.etree.ElementTree as ET; t = ET.parse('a.xml'); t.write('a.xml')": 'file.write /workspace/a.xml',
      "import xml.etree.ElementTree as ET; ET.ElementTree(ET.fromstring('<a/>')).write('b.xml')":
        'file.write /workspace/b.xml',
      "from lxml import etree; etree.fromstring('<a/>').getroottree().write('b.xml')": 'file.write /workspace/b.xml',
      "import xml.etree.ElementTree as ET; ET.ElementTree(file='a.xml')": 'exec.opaque',
      "import docx; d = docx.Document('a.docx'); d.save('a.docx')": 'file.write /workspace/a.docx',
      "from lxml import etree; etree.parse('https://x.example/a.xml')": 'http GET https://x.example/a.xml',
    },
    passed: [
      "from jinja2 import Environment, meta; print(sorted(meta.find_undeclared_variables(Environment().parse(open('a.j2').read()))))",
      "import xml.etree.ElementTree as ET\nfor e in ET.parse('pom.xml').getroot().iter('dependency'):\n    print(e.find('artifactId').text)",
      "from lxml import etree\nt = etree.parse('a.xml')\nfor c in t.xpath('//a'): print(c.get('b'), etree.tostring(c).decode())",
      "import configparser\nc = configparser.ConfigParser()\nc.read_string(open('a.ini').read())\nprint({s: dict(c[s]) for s in c.sections()})",
      "import configparser\nc = configparser.ConfigParser()\nc.read('setup.cfg')\nprint(c.sections(), c.get('a', 'b', fallback='-'))",
      "from pypdf import PdfReader\nr = PdfReader('a.pdf')\nprint(len(r.pages), r.pages[0].extract_text()[:80])",
      "import docx\nfor p in docx.Document('a.docx').paragraphs: print(p.style.name, p.text)",
      "import nbformat\nfor c in nbformat.read('a.ipynb', as_version=4).cells: print(c.cell_type, c.source)",
      "from bs4 import BeautifulSoup\ns = BeautifulSoup(open('a.html').read(), 'lxml')\nprint(s.find('h1').find_next_sibling('p').get_text())",
    ],
  },
};
