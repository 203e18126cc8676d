/** Names through which a program reaches its own insides, and with them everything. */
export const INSIDES =
  /^(?:__(?!import__$|name__$|file__$|doc__$|version__$|len__$|init__$|str__$|repr__$|main__$|qualname__$|enter__$|exit__$|iter__$|next__$|all__$|post_init__$|slots__$|eq__$|hash__$|call__$|dirname$|filename$|dir__$|path__$|getitem__$|contains__$|lt__$|add__$).*|constructor|prototype|func_globals|gi_frame|cr_frame|f_globals|f_builtins|f_locals|tb_frame|mainModule|binding|caller|callee)$/;
