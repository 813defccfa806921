"""Any file in, one typed table out, and every decision on the way told with its evidence."""
