mod worked;
