import type { Family } from '../value/family.ts';
import { methods, methodsOf } from '../value/rule.ts';

const of = (module: string, names: string): string =>
  names
    .split(' ')
    .map((name) => `${module}.${name}`)
    .join(' ');

/**
 * Tables and arrays of numbers (pandas, polars, numpy), images and models as far as one looks at them. What is not listed here may
 * write, load pickled code or run text (`read_pickle`, `DataFrame.eval`, `numpy.f2py`), and stays unknown.
 */
export const pythonFrames: Family = {
  rules: [
    {
      names: `${of('pandas', 'read_csv read_table read_fwf read_json read_parquet read_feather read_excel read_orc read_xml read_stata read_spss')} ${of('polars', 'read_csv read_json read_ndjson read_parquet read_ipc read_excel scan_csv scan_parquet scan_ndjson')} pyarrow.parquet.read_table pyarrow.parquet.read_schema pyarrow.parquet.ParquetFile pyarrow.parquet.read_metadata pyarrow.feather.read_table pyarrow.csv.read_csv pyarrow.json.read_json`,
      file: 'read',
      keyword: 'filepath_or_buffer',
      starts: true,
    },
    {
      names: of('numpy', 'genfromtxt loadtxt fromfile'),
      file: 'read',
      keyword: 'fname',
      starts: true,
    },
    {
      names: 'numpy.load',
      file: 'read',
      keyword: 'file',
      most: 1,
      harmless: { mmap_mode: /^[rc]$/, allow_pickle: /^false$/, encoding: /^\w+$/ },
    },
    // Without `weights_only` older versions run what is pickled.
    {
      names: 'torch.load',
      file: 'read',
      keyword: 'f',
      most: 1,
      needs: 'weights_only',
      harmless: { weights_only: /^true$/, map_location: /^(?:cpu|meta|mps|cuda(?::\d+)?)$/, mmap: /^(?:true|false)$/ },
    },
    { names: 'h5py.File', file: 'open', keyword: 'name', gives: { object: 'arrays' } },
    { names: 'arrays#visit arrays#visititems *#visititems', calls: [0] },
    { names: 'safetensors.safe_open safetensors.torch.load_file safetensors.numpy.load_file', file: 'read' },
    { names: methods('get_slice get_shape get_dtype get_tensor') },
    { names: '*#query', compares: true },
    { names: 'openpyxl.load_workbook', file: 'read', keyword: 'filename', gives: { object: 'workbook' } },
    {
      names: of(
        'openpyxl',
        'formula.translate.Translator formula.Tokenizer utils.get_column_letter utils.column_index_from_string utils.cell.* utils.datetime.* utils.range_boundaries',
      ),
    },
    { names: '*#translate_formula' },
    { names: 'xlrd.open_workbook', file: 'read', keyword: 'filename', gives: { object: 'workbook' } },
    { names: 'workbook#save', file: 'write' },
    {
      names: methodsOf(
        ['workbook'],
        'worksheets sheetnames active close sheet_by_index sheet_by_name properties defined_names',
      ),
    },
    {
      names: methods('iter_cols max_row max_column min_row min_column dimensions columns cell sheetnames'),
    },
    { names: 'pandas.ExcelFile', file: 'read', keyword: 'path_or_buffer', gives: { object: 'workbook' } },
    { names: 'workbook#parse workbook#sheet_names workbook#__enter__' },
    { names: 'io.StringIO io.BytesIO', gives: { object: 'file' } },
    {
      names: `${of('pandas', 'DataFrame Series Index MultiIndex MultiIndex.from_tuples MultiIndex.from_product Timestamp Timestamp.now Timedelta Period Categorical NA NaT concat merge merge_asof date_range bdate_range period_range timedelta_range to_datetime to_numeric to_timedelta cut qcut crosstab pivot_table melt get_dummies factorize unique isna isnull notna notnull json_normalize set_option reset_option option_context options options.* Grouper NamedAgg DateOffset DataFrame.from_dict DataFrame.from_records')} ${of('polars', 'DataFrame Series LazyFrame concat date_range Config Config.* Int64 Int32 Int16 Int8 UInt8 UInt16 UInt32 UInt64 Float64 Float32 Utf8 String Boolean Date Datetime Duration Categorical List Struct exceptions.* from_dicts from_dict from_pandas read_parquet_schema build_info show_versions')}`,
    },
    {
      names: of(
        'polars',
        'col lit when len sum mean median min max std var count first last all any struct format concat_str coalesce element n_unique quantile corr cum_sum int_range selectors.*',
      ),
      gives: { object: 'expr' },
    },
    { names: 'expr#map_elements expr#map_batches', calls: [0] },
    { names: 'expr#*', gives: { object: 'expr' } },
    { names: 'numpy.random.default_rng numpy.random.RandomState', gives: { object: 'rng' } },
    { names: 'rng#*' },
    {
      names: of(
        'numpy',
        'array asarray arange linspace logspace geomspace zeros ones full empty eye identity zeros_like ones_like full_like empty_like meshgrid diag tri tril triu reshape ravel concatenate stack vstack hstack dstack column_stack split array_split hsplit vsplit tile repeat flip fliplr flipud roll rot90 transpose swapaxes moveaxis expand_dims squeeze broadcast_to append insert delete unique sort argsort lexsort searchsorted argmax argmin argwhere nonzero where select choose clip sum prod mean median average std var min max amin amax ptp percentile quantile nanmean nansum nanmin nanmax nanstd nanmedian cumsum cumprod diff gradient cross dot matmul inner outer tensordot einsum kron trace histogram histogram2d bincount digitize corrcoef cov convolve correlate interp polyfit polyval poly1d roots abs absolute sqrt square exp exp2 expm1 log log2 log10 log1p sin cos tan arcsin arccos arctan arctan2 sinh cosh tanh hypot degrees radians deg2rad rad2deg floor ceil trunc rint round around sign isnan isinf isfinite isclose allclose array_equal any all count_nonzero logical_and logical_or logical_not logical_xor maximum minimum mod fmod remainder divide add subtract multiply power negative bitwise_and bitwise_or bitwise_xor invert left_shift right_shift isin in1d intersect1d union1d setdiff1d setxor1d lcm gcd real imag angle conj fft.* linalg.* random.* pi e inf nan newaxis float16 float32 float64 int8 int16 int32 int64 uint8 uint16 uint32 uint64 bool_ complex64 complex128 str_ bytes_ object_ datetime64 timedelta64 dtype iinfo finfo ndarray shape size ndim copy ascontiguousarray frombuffer packbits unpackbits ndindex ndenumerate nditer set_printoptions get_printoptions printoptions array2string array_str vdot busday_count char.* nan_to_num piecewise trapz cbrt reciprocal floor_divide true_divide heaviside sinc unravel_index ravel_multi_index take put_along_axis take_along_axis compress extract resize atleast_1d atleast_2d fill_diagonal indices r_ c_ s_ triu_indices_from tril_indices_from triu_indices tril_indices diag_indices diagflat diagonal block broadcast_arrays broadcast_shapes can_cast result_type promote_types conjugate copysign copyto divmod dsplit ediff1d fabs fix flatnonzero float_power fmax fmin fromiter fromfunction frexp geterr seterr errstate hamming hanning blackman bartlett kaiser isneginf isposinf isreal iscomplex isscalar issubdtype ix_ ldexp logaddexp mgrid ogrid nancumsum nanargmax nanargmin nanpercentile nanprod nanquantile nanvar nextafter partition argpartition place polyadd polyder polyint polymul polysub polynomial.* putmask row_stack signbit trapezoid trim_zeros unwrap vander base_repr binary_repr asanyarray asfortranarray ma.* integer floating number generic testing.assert_allclose testing.assert_array_equal testing.assert_almost_equal',
      ),
    },
    {
      names:
        'torch.tensor torch.zeros torch.ones torch.rand torch.randn torch.arange torch.manual_seed torch.no_grad torch.cuda.is_available torch.cuda.device_count torch.cuda.get_device_name torch.cuda.current_device torch.cuda.mem_get_info torch.cuda.get_device_capability torch.cuda.is_bf16_supported torch.backends.mps.is_available torch.backends.cudnn.version torch.backends.cudnn.is_available torch.version.* torch.get_num_threads torch.float32 torch.float16 torch.bfloat16 torch.int64 tensorflow.config.list_physical_devices tensorflow.test.is_gpu_available tensorflow.test.is_built_with_cuda jax.devices jax.device_count jax.default_backend django.get_version numpy.show_config pandas.show_versions sklearn.show_versions',
    },
    {
      names:
        'cryptography.fernet.Fernet.generate_key dateutil.parser.parse dateutil.parser.isoparse dateutil.relativedelta.relativedelta pytz.timezone pytz.utc pytz.all_timezones packaging.version.* packaging.specifiers.* packaging.requirements.* orjson.loads orjson.dumps orjson.OPT_INDENT_2 ujson.loads ujson.dumps bs4.BeautifulSoup lxml.html.fromstring lxml.html.document_fromstring lxml.etree.fromstring rich.print tqdm.tqdm tqdm.trange tabulate.tabulate toml.loads toml.dumps jwt.decode jwt.get_unverified_header jsonschema.validate jsonschema.Draft4Validator jsonschema.Draft6Validator jsonschema.Draft7Validator jsonschema.Draft201909Validator jsonschema.Draft202012Validator jsonschema.ValidationError jsonschema.SchemaError jsonschema.FormatChecker jsonschema.exceptions.* jsonschema.validators.validator_for',
    },
    {
      names: methods(
        'trace mul div truediv floordiv radd rsub eq ne lt gt le ge groupby value_counts describe head tail nunique dropna fillna isna notna notnull isin sort_values sort_index reset_index set_index reindex drop_duplicates duplicated astype sum mean median std var min max prod cumsum cumprod cummax cummin pct_change shift diff rank quantile corr cov nlargest nsmallest idxmax idxmin first last nth ngroup cumcount size unstack stack pivot pivot_table melt merge combine_first explode transpose sample rename_axis add_suffix add_prefix select_dtypes memory_usage between clip round abs resample rolling expanding ewm ohlc asfreq tz_localize tz_convert to_period to_timestamp to_frame to_series to_list to_dict to_records to_numpy to_pydatetime tolist tobytes iterrows itertuples iter_rows rows equals squeeze droplevel swaplevel xs any all mode skew kurt corrwith factorize filter slice to_pylist to_pydict to_pandas to_arrow read_row_group iter_batches combine_chunks num_rows get_group set_axis is_unique hasnans with_columns group_by drop_nulls fill_null null_count n_unique glimpse collect_schema sort_by limit is_null is_not_null alias cast over reshape ravel flatten argsort argmax argmin nonzero dot conj item getbbox getbands getpixel getextrema getcolors histogram get_text find_all select select_one xpath cssselect text_content decompose numel day_name month_name normalize',
      ),
    },
    { names: methods('compare assign collect lazy with_row_index') },
    { names: methods('apply agg aggregate transform applymap map_elements map_batches'), calls: [0], byName: true },
    { names: methods('to_csv to_json'), file: 'write', given: 'path_or_buf', keyword: 'path_or_buf' },
    { names: methods('to_string to_html to_markdown to_latex'), file: 'write', given: 'buf', keyword: 'buf' },
    { names: methods('to_parquet to_excel to_feather to_pickle to_hdf to_stata to_orc'), file: 'write' },
    {
      names: methods('write_csv write_parquet write_json write_ndjson write_excel write_ipc sink_csv sink_parquet'),
      file: 'write',
    },
    { names: 'numpy.save numpy.savez numpy.savez_compressed numpy.savetxt', file: 'write' },
    { names: methods('to_sql'), effect: 'sql.insert', object: 'table' },
  ],
  examples: {
    held: {
      "import h5py; h5py.File('a.h5', 'a')": 'file.write /workspace/a.h5',
      "import h5py; h5py.File('a.h5', 'r+')": 'file.write /workspace/a.h5',
      "import h5py, os; h5py.File('a.h5').visit(os.remove)": 'file.delete',
      "import pandas as pd; pd.read_csv('a.csv').to_csv('b.csv')": 'file.write /workspace/b.csv',
      "import pandas as pd; pd.read_csv('a.csv').to_json(path_or_buf='b.json')": 'file.write /workspace/b.json',
      "import pandas as pd; print(pd.read_csv('a.csv').to_string('b.txt'))": 'file.write /workspace/b.txt',
      "import pandas as pd; print(pd.read_csv('a.csv').to_csv(**o))": 'file.write',
      "import pandas as pd; pd.read_csv('https://x.example/a.csv')": 'http GET https://x.example/a.csv',
      "import pandas as pd; pd.read_csv('s3://b/a.csv')": 'exec.opaque',
      "import pandas as pd; pd.read_pickle('a.pkl')": 'exec.opaque',
      "import pandas as pd; pd.read_csv('a.csv').query('x > @f()')": 'exec.opaque',
      "import pandas as pd; pd.read_csv('a.csv').query('x.to_csv(\"b\") > 1')": 'exec.opaque',
      "import pandas as pd; pd.read_csv('a.csv').query('x.__class__ > 1')": 'exec.opaque',
      "import pandas as pd; pd.read_csv('a.csv').query('x > 1 and @os.remove')": 'exec.opaque',
      "import pandas as pd; pd.read_csv('a.csv').query(q)": 'exec.opaque',
      "import pandas as pd; pd.read_csv('a.csv').query('x > 1', engine='python')": 'exec.opaque',
      "import pandas as pd, os; pd.read_csv('a.csv').assign(x=os.remove)": 'file.delete os.remove',
      "import pandas as pd; pd.read_csv('a.csv').assign(x=lambda d: d.to_csv('b.csv'))": 'file.write /workspace/b.csv',
      "import numpy as np; np.load('a.npy', mmap_mode='r+')": 'exec.opaque',
      "import numpy as np; np.load('a.npy', mmap_mode=m)": 'exec.opaque',
      "import numpy as np; np.load('a.npy', allow_pickle='false')": 'exec.opaque',
      "import torch; torch.load('a.pt')": 'exec.opaque',
      "import torch; torch.load('a.pt', weights_only=False)": 'exec.opaque',
      "import torch; torch.load('a.pt', None, p, weights_only=True)": 'exec.opaque',
      "import pandas as pd, os; pd.read_csv('a.csv')['f'].apply(os.remove)": 'file.delete os.remove',
      "import pandas as pd; pd.read_csv('a.csv').agg('to_csv', 0, 'b.csv')": 'exec.opaque',
      "import pandas as pd; pd.read_csv('a.csv').groupby('k').agg({'v': ['sum', 'to_csv']})": 'exec.opaque',
      "import numpy as np; np.load('a.npy', allow_pickle=True)": 'exec.opaque',
      "import openpyxl; w = openpyxl.load_workbook('a.xlsx'); w.save('a.xlsx')": 'file.write /workspace/a.xlsx',
      "import numpy as np; np.save('a.npy', np.zeros(3))": 'file.write /workspace/a.npy',
    },
    passed: [
      "import h5py\nwith h5py.File('a.h5', 'r') as f:\n    def show(name, one): print(name, one.shape)\n    f.visititems(show)",
      "from safetensors import safe_open\nwith safe_open('a.safetensors', framework='pt') as f:\n    for k in f.keys(): print(k, f.get_slice(k).get_shape())",
      "import numpy as np; print(np.load('a.npy').shape)",
      "import numpy as np; print(np.load('a.npy', mmap_mode='r', allow_pickle=False).shape)",
      "import torch; print(torch.load('a.pt', map_location='cpu', weights_only=True).keys())",
      "import pandas as pd; d = pd.read_csv('a.csv').query(\"age >= 30 and name not in ['a', 'b']\"); print(d.assign(x=lambda r: r.a * 2))",
      "import openpyxl\nfor s in openpyxl.load_workbook('a.xlsx', read_only=True).worksheets:\n    print(s.title, s.max_row)",
      "import pandas as pd\ndf = pd.read_csv('a.csv')\nprint(df.head())\nprint(df['a'].value_counts())",
      "import pandas as pd\ndf = pd.read_csv('a.csv')\nprint(df.groupby('k').agg({'v': 'sum'}).sort_values('v').to_string())",
      "import pandas as pd\ndf = pd.read_csv('a.csv')\ndf['x'] = df['a'].apply(lambda v: v * 2)\nprint(df.describe().to_csv())",
      'import numpy as np; a = np.arange(12).reshape(3, 4); print(a.mean(axis=0), a.T.shape, np.linalg.norm(a))',
      "import pandas as pd; print(pd.read_csv('a.csv').groupby('k').agg(total=('v', 'sum')).agg(['mean', 'count']))",
      "import polars as pl; print(pl.read_csv('a.csv').group_by('k').agg(pl.col('v').sum()))",
      'import numpy as np; rng = np.random.default_rng(0); print(rng.normal(size=3).mean())',
      'import torch; print(torch.__version__, torch.cuda.is_available())',
      'import io, csv; print(list(csv.reader(io.StringIO("a,b"))))',
    ],
  },
};
